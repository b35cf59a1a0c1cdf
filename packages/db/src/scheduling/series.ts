import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

export interface StoredSeries {
  id: string;
  labId: string;
  version: number;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  rrule: string;
  zone: string;
  from: number;
  until: number;
  createdAt: number;
  updatedAt: number;
}

export async function insertSeries(tx: Tx, series: Omit<StoredSeries, 'version' | 'updatedAt'>): Promise<void> {
  const at = instantToText(series.createdAt);
  await tx.sql`
    INSERT INTO booking_series (lab_id, id, instrument_id, district_id, organisation_id, user_id, rrule, zone, from_at, until_at, created_at, updated_at)
    VALUES (${series.labId}, ${series.id}, ${series.instrumentId}, ${series.districtId}, ${series.organisationId}, ${series.userId},
      ${series.rrule}, ${series.zone}, ${instantToText(series.from)}, ${instantToText(series.until)}, ${at}, ${at})`;
}

/** One series within reach. */
export async function findSeries(
  connection: Connection,
  reach: Reach,
  seriesId: string,
): Promise<StoredSeries | undefined> {
  const visible = withinReach(connection, reach, {
    organisationId: 's.organisation_id',
    labId: 's.lab_id',
    districtId: 's.district_id',
    region: 'l.region',
  });
  const [row] = await connection.sql<
    (Omit<StoredSeries, 'from' | 'until' | 'createdAt' | 'updatedAt'> &
      Record<'from' | 'until' | 'createdAt' | 'updatedAt', string>)[]
  >`
    SELECT s.id, s.lab_id AS "labId", s.version, s.instrument_id AS "instrumentId", s.district_id AS "districtId",
      s.organisation_id AS "organisationId", s.user_id AS "userId", s.rrule, s.zone, s.from_at::text AS "from", s.until_at::text AS until,
      s.created_at::text AS "createdAt", s.updated_at::text AS "updatedAt"
    FROM booking_series s JOIN labs l ON l.id = s.lab_id
    WHERE s.id = ${seriesId} AND ${visible}`;
  return (
    row && {
      ...row,
      from: instantFromText(row.from),
      until: instantFromText(row.until),
      createdAt: instantFromText(row.createdAt),
      updatedAt: instantFromText(row.updatedAt),
    }
  );
}

/** Ids of the bookings of a series in order of their start; from an instant on. */
export async function listSeriesBookingIds(
  connection: Connection,
  key: { labId: string; seriesId: string; from: number },
): Promise<string[]> {
  const rows = await connection.sql<{ id: string }[]>`
    SELECT id FROM bookings
    WHERE lab_id = ${key.labId} AND series_id = ${key.seriesId} AND from_at >= ${instantToText(key.from)} ORDER BY from_at, id`;
  return rows.map((row) => row.id);
}
