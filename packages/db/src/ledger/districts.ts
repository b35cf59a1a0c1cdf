import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { withinReach } from '../reach.ts';

/** A customs district as payee unit. */
export interface District {
  id: string;
  slug: string;
  nameZh: string;
  nameEn: string | null;
  uscc: string;
  /** IANA zone of its days, months and books. */
  zone: string;
}

/** The district, when the caller works for it or sees everything. */
export async function findDistrict(
  connection: Connection,
  reach: Reach,
  districtId: string,
): Promise<District | undefined> {
  const [row] = await connection.sql<District[]>`
    SELECT id, slug, name_zh AS "nameZh", name_en AS "nameEn", uscc, zone FROM organisations
    WHERE id = ${districtId} AND kind = 'customsDistrict' AND ${withinReach(connection, reach, { districtId: 'id' })}`;
  return row;
}
