import type { Eligibility } from '@guanyi/domain/catalogue/offering';
import type { Connection } from '../client.ts';

/** What decides whether somebody may propose to take an instrument into a venture. */
export interface ProposedInstrument {
  id: string;
  labId: string;
  districtId: string;
  status: 'active' | 'retired';
  zone: string;
  uscc: string;
  isBsl3: boolean;
  originalValueFen: number | null;
  customsSupervisedUntil: string | null;
  /** Declarations of the equity offering; null when there is none. */
  eligibility: Eligibility | null;
}

export async function findProposedInstrument(
  connection: Connection,
  instrumentId: string,
): Promise<ProposedInstrument | undefined> {
  const [row] = await connection.sql<ProposedInstrument[]>`
    SELECT i.id, i.lab_id AS "labId", i.district_id AS "districtId", i.status, coalesce(i.zone, l.zone) AS zone, o.uscc,
      l.is_bsl3 AS "isBsl3", i.original_value_fen AS "originalValueFen", i.customs_supervised_until::text AS "customsSupervisedUntil",
      f.eligibility
    FROM instruments i
    JOIN labs l ON l.id = i.lab_id
    JOIN organisations o ON o.id = i.district_id
    LEFT JOIN offerings f ON f.lab_id = i.lab_id AND f.instrument_id = i.id AND f.mode = 'equity'
    WHERE i.id = ${instrumentId}`;
  return row;
}

/** @returns the id again, when it names a verified organisation. */
export async function findVerifiedOrganisation(connection: Connection, id: string): Promise<string | undefined> {
  const [row] = await connection.sql<{ id: string }[]>`
    SELECT id FROM organisations WHERE id = ${id} AND status = 'verified'`;
  return row?.id;
}

/**
 * Original values of the distinct instruments that a customer is taking into ventures of a district, this case among them. Cases
 * count from their submission until 30 days after an exit.
 */
export async function sumContributedValues(
  connection: Connection,
  of: { districtId: string; organisationId: string; instrumentId: string },
): Promise<number> {
  const [row] = await connection.sql<{ sum: number }[]>`
    SELECT coalesce(sum(original_value_fen), 0)::bigint AS sum FROM instruments
    WHERE id = ${of.instrumentId} OR (lab_id, id) IN (
      SELECT lab_id, instrument_id FROM equity_cases
      WHERE district_id = ${of.districtId} AND organisation_id = ${of.organisationId}
        AND (status IN ('inApproval', 'noticed', 'agreed', 'contributed') OR (status = 'exited' AND last_day >= current_date - 30)))`;
  return row?.sum ?? 0;
}
