import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';
import { allOf } from '../reach.ts';
import { seesCase } from './store.ts';

interface Name {
  zh: string;
  en?: string;
}

/** One version of an appraisal with all that its certificate states. */
export interface AppraisalPaper {
  caseNumber: string;
  position: number;
  agency: string;
  reportNumber: string;
  method: string;
  baseDate: string;
  validUntil: string;
  valueFen: number;
  /** SHA-256 of the report, where it is on file. */
  reportHash: string | null;
  zone: string;
  recordedAt: number;
  district: Name;
  instrument: Name & { model: string; assetNumber: string };
}

/** An appraisal of a case that the reader sees, by its id or by case number and version. */
export async function findAppraisalPaper(
  connection: Connection,
  reach: Reach,
  by: { caseId: string; appraisalId: string } | { caseNumber: string; position: number },
): Promise<AppraisalPaper | undefined> {
  const { sql } = connection;
  const where = allOf(connection, [
    'caseId' in by
      ? sql`c.id = ${by.caseId} AND a.id = ${by.appraisalId}`
      : sql`c.number = ${by.caseNumber} AND a.position = ${by.position}`,
    seesCase(connection, reach),
  ]);
  const [row] = await sql<(Omit<AppraisalPaper, 'recordedAt'> & { recordedAt: string })[]>`
    SELECT c.number AS "caseNumber", a.position, a.agency, a.report_number AS "reportNumber", a.method, a.base_date::text AS "baseDate",
      a.valid_until::text AS "validUntil", a.value_fen AS "valueFen", f.sha256 AS "reportHash", coalesce(i.zone, l.zone) AS zone,
      a.created_at::text AS "recordedAt",
      jsonb_strip_nulls(jsonb_build_object('zh', d.name_zh, 'en', d.name_en)) AS district,
      jsonb_strip_nulls(jsonb_build_object('zh', i.name_zh, 'en', i.name_en, 'model', i.model, 'assetNumber', i.asset_number)) AS instrument
    FROM equity_appraisals a
    JOIN equity_cases c ON c.lab_id = a.lab_id AND c.id = a.case_id
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    JOIN organisations d ON d.id = c.district_id
    LEFT JOIN files f ON f.id = a.file_id
    WHERE ${where} LIMIT 1`;
  return row && { ...row, recordedAt: instantFromText(row.recordedAt) };
}
