import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';
import { allOf } from '../reach.ts';
import { seesCase } from './store.ts';

interface Name {
  zh: string;
  en?: string;
}

/** A signed agreement as it is printed. What it says was written once, when it was signed, and is never changed. */
export interface AgreementView {
  caseNumber: string;
  ventureName: string;
  zone: string;
  signedAt: number;
  status: 'active' | 'left';
  district: Name;
  instrument: Name & { id: string; model: string; assetNumber: string };
  appraisal: { id: string; agency: string; reportNumber: string; baseDate: string };
  valueFen: number;
  capitalFen: number;
  cashFen: number;
  unitsIssued: number;
  holdings: { organisationId: string; name: Name; units: number; isContributor: boolean }[];
  priorityHours: AgreedHours[];
}

/** Hours that a holder may book before others. */
interface AgreedHours {
  instrumentId: string;
  instrument: Name;
  organisationId: string;
  organisation: Name;
  weekly: { day: number; from: string; until: string }[];
  releaseHours: number;
}

/** The agreement of a case that the reader sees, by the case or by its number; undefined before it is signed. */
export async function findAgreement(
  connection: Connection,
  reach: Reach,
  by: { caseId: string } | { caseNumber: string },
): Promise<AgreementView | undefined> {
  const { sql } = connection;
  const where = allOf(connection, [
    'caseId' in by ? sql`c.id = ${by.caseId}` : sql`c.number = ${by.caseNumber}`,
    seesCase(connection, reach),
  ]);
  const [row] = await sql<(Omit<AgreementView, 'signedAt'> & { signedAt: string })[]>`
    SELECT c.number AS "caseNumber", v.name AS "ventureName", coalesce(i.zone, l.zone) AS zone, v.created_at::text AS "signedAt", v.status,
      jsonb_strip_nulls(jsonb_build_object('zh', d.name_zh, 'en', d.name_en)) AS district,
      jsonb_strip_nulls(jsonb_build_object('id', i.id, 'zh', i.name_zh, 'en', i.name_en, 'model', i.model,
        'assetNumber', i.asset_number)) AS instrument,
      jsonb_build_object('id', a.id, 'agency', a.agency, 'reportNumber', a.report_number, 'baseDate', a.base_date) AS appraisal,
      v.value_fen AS "valueFen", v.capital_fen AS "capitalFen", v.cash_fen AS "cashFen", v.agreed_units AS "unitsIssued",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('organisationId', o.id,
          'name', jsonb_strip_nulls(jsonb_build_object('zh', o.name_zh, 'en', o.name_en)),
          'units', (h.holding->>'units')::bigint, 'isContributor', o.id = v.district_id) ORDER BY h.position), '[]')
        FROM jsonb_array_elements(v.agreed_holdings) WITH ORDINALITY AS h(holding, position)
        JOIN organisations o ON o.id = (h.holding->>'organisationId')::uuid) AS holdings,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('instrumentId', k.id, 'organisationId', o.id, 'weekly', p.weekly,
          'releaseHours', p.release_hours, 'instrument', jsonb_strip_nulls(jsonb_build_object('zh', k.name_zh, 'en', k.name_en)),
          'organisation', jsonb_strip_nulls(jsonb_build_object('zh', o.name_zh, 'en', o.name_en))) ORDER BY p.id), '[]')
        FROM priority_hours p
        JOIN instruments k ON k.lab_id = p.lab_id AND k.id = p.instrument_id
        JOIN organisations o ON o.id = p.organisation_id
        WHERE p.lab_id = v.lab_id AND p.venture_id = v.id) AS "priorityHours"
    FROM ventures v
    JOIN equity_cases c ON c.lab_id = v.lab_id AND c.id = v.case_id
    JOIN equity_appraisals a ON a.lab_id = c.lab_id AND a.id = c.appraisal_id
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    JOIN organisations d ON d.id = v.district_id
    WHERE ${where} LIMIT 1`;
  return row && { ...row, signedAt: instantFromText(row.signedAt) };
}
