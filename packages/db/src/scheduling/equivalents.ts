import type { Nearness } from '@guanyi/domain/scheduling/rank-options';
import type { Connection } from '../client.ts';

/** An instrument that could stand in for another. */
export interface Equivalent {
  id: string;
  nearness: Exclude<Nearness, 'instrument'>;
  distanceKm: number | null;
  isSameModel: boolean;
  isSameClass: boolean;
}

/**
 * Instruments of the same class that can be had by the hour, the nearest and most alike first. Another lab's count only
 * where bookings need no approval: a confirmed booking is not exchanged for a request.
 */
export async function listEquivalents({ sql }: Connection, instrumentId: string, limit: number): Promise<Equivalent[]> {
  const rows = await sql<(Omit<Equivalent, 'nearness'> & { nearness: number })[]>`
    WITH own AS (
      SELECT i.id, i.lab_id, i.district_id, i.class_scheme, i.class_code, i.model, i.region, i.alliances, l.latitude, l.longitude
      FROM instruments i JOIN labs l ON l.id = i.lab_id WHERE i.id = ${instrumentId}
    ), candidate AS (
      SELECT i.id, i.model = own.model AS same_model, i.class_code = own.class_code AS same_class,
        CASE WHEN i.lab_id = own.lab_id THEN 1 WHEN i.district_id = own.district_id THEN 2 WHEN i.alliances && own.alliances THEN 3
          WHEN left(i.region, 2) = left(own.region, 2) THEN 4 ELSE 5 END AS nearness,
        CASE WHEN l.id = own.lab_id THEN 0 ELSE round(6371 * 2 * asin(sqrt(least(1,
          power(sin(radians(l.latitude - own.latitude) / 2), 2)
          + cos(radians(own.latitude)) * cos(radians(l.latitude)) * power(sin(radians(l.longitude - own.longitude) / 2), 2))))) END AS km
      FROM own
      JOIN instruments i ON i.class_code LIKE left(own.class_code, 4) || '%' AND i.class_scheme = own.class_scheme
      JOIN labs l ON l.id = i.lab_id
      WHERE i.id <> own.id AND i.status = 'active' AND 'machineTime' = ANY(i.forms) AND NOT l.is_bsl3
        AND (i.lab_id = own.lab_id OR EXISTS (
          SELECT FROM offerings o WHERE o.lab_id = i.lab_id AND o.instrument_id = i.id AND o.mode = 'rent' AND o.approval = 'auto'))
    )
    SELECT id, nearness, km::int AS "distanceKm", same_model AS "isSameModel", same_class AS "isSameClass" FROM candidate
    ORDER BY nearness, same_class DESC, same_model DESC, km NULLS LAST, id LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, nearness: nearnessByRank[row.nearness] ?? 'elsewhere' }));
}

const nearnessByRank: Record<number, Equivalent['nearness']> = {
  1: 'lab',
  2: 'district',
  3: 'alliance',
  4: 'region',
  5: 'elsewhere',
};
