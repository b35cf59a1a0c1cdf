import type { LendingKind } from '@guanyi/domain/lending/lending';
import type { Connection } from '../client.ts';

/** A loan or lease as far as people are told of it. */
export interface LendingNoticeFacts {
  kind: LendingKind;
  number: string;
  labId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  firstDay: string;
  lastDay: string;
  person: string;
  instrument: { nameZh: string; nameEn: string | null };
  lab: { nameZh: string; nameEn: string | null };
  organisation: { nameZh: string; nameEn: string | null };
}

export async function findLendingNoticeFacts(
  { sql }: Connection,
  labId: string,
  lendingId: string,
): Promise<LendingNoticeFacts | undefined> {
  const [row] = await sql<LendingNoticeFacts[]>`
    SELECT b.kind, b.number, b.lab_id AS "labId", b.district_id AS "districtId", b.organisation_id AS "organisationId", b.user_id AS "userId",
      b.first_day::text AS "firstDay", b.last_day::text AS "lastDay", u.display_name AS person,
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en) AS lab,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation
    FROM lendings b
    JOIN instruments i ON i.lab_id = b.lab_id AND i.id = b.instrument_id
    JOIN labs l ON l.id = b.lab_id
    JOIN organisations o ON o.id = b.organisation_id
    JOIN users u ON u.id = b.user_id
    WHERE b.lab_id = ${labId} AND b.id = ${lendingId}`;
  return row;
}
