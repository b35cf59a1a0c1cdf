import type { Connection } from '../client.ts';

/** An equity case as far as people are told of it. */
export interface EquityNoticeFacts {
  number: string;
  ventureName: string;
  labId: string;
  districtId: string;
  userId: string;
  /** Customer organisations that take part. */
  parties: string[];
  instrument: { nameZh: string; nameEn: string | null };
  lab: { nameZh: string; nameEn: string | null };
  organisation: { nameZh: string; nameEn: string | null };
}

export async function findEquityNoticeFacts(
  { sql }: Connection,
  labId: string,
  caseId: string,
): Promise<EquityNoticeFacts | undefined> {
  const [row] = await sql<EquityNoticeFacts[]>`
    SELECT c.number, c.venture_name AS "ventureName", c.lab_id AS "labId", c.district_id AS "districtId", c.user_id AS "userId",
      ARRAY(SELECT p.organisation_id FROM equity_parties p WHERE p.lab_id = c.lab_id AND p.case_id = c.id) AS parties,
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en) AS lab,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation
    FROM equity_cases c
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    JOIN organisations o ON o.id = c.organisation_id
    WHERE c.lab_id = ${labId} AND c.id = ${caseId}`;
  return row;
}
