import type { Period } from '@guanyi/domain/ledger/period';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

export interface LedgerPeriod {
  districtId: string;
  period: Period;
  status: 'open' | 'closed';
  version: number;
  createdAt: number;
  updatedAt: number;
}

type Row = Omit<LedgerPeriod, 'createdAt' | 'updatedAt'> & Record<'createdAt' | 'updatedAt', string>;

const columns = (connection: Connection) => connection.sql`
  district_id AS "districtId", period, status, version, created_at::text AS "createdAt", updated_at::text AS "updatedAt"`;

function periodOf(row: Row): LedgerPeriod {
  return { ...row, createdAt: instantFromText(row.createdAt), updatedAt: instantFromText(row.updatedAt) };
}

/** A month exists from the first time that somebody needs it, and is open then. */
async function ensure(tx: Tx, districtId: string, periods: readonly Period[], now: number): Promise<void> {
  await tx.sql`
    INSERT INTO ledger_periods (district_id, period, created_at, updated_at)
    SELECT ${districtId}, p, ${instantToText(now)}, ${instantToText(now)} FROM unnest(${periods as string[]}::text[]) AS p
    ORDER BY p ON CONFLICT DO NOTHING`;
}

/**
 * Keeps the months as they are until the transaction ends: whoever wants to close one waits, and whoever closed one was waited for.
 * @returns those that are closed.
 */
export async function holdPeriods(
  tx: Tx,
  districtId: string,
  periods: readonly Period[],
  now: number,
): Promise<Period[]> {
  await ensure(tx, districtId, periods, now);
  const rows = await tx.sql<{ period: Period; status: string }[]>`
    SELECT period, status FROM ledger_periods WHERE district_id = ${districtId} AND period = ANY(${periods as string[]})
    ORDER BY period FOR SHARE`;
  return rows.filter((row) => row.status === 'closed').map((row) => row.period);
}

/** Locks a month for a change of its status. */
export async function loadPeriodForUpdate(
  tx: Tx,
  districtId: string,
  period: Period,
  now: number,
): Promise<LedgerPeriod> {
  await ensure(tx, districtId, [period], now);
  const [row] = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM ledger_periods WHERE district_id = ${districtId} AND period = ${period} FOR UPDATE`;
  return periodOf(row!);
}

export async function setPeriodStatus(
  tx: Tx,
  period: LedgerPeriod,
  change: { status: 'open' | 'closed'; userId: string | null; now: number },
): Promise<LedgerPeriod> {
  const [row] = await tx.sql<Row[]>`
    UPDATE ledger_periods SET status = ${change.status}, changed_by = ${change.userId}, version = version + 1,
      updated_at = ${instantToText(change.now)}
    WHERE district_id = ${period.districtId} AND period = ${period.period} RETURNING ${columns(tx)}`;
  return periodOf(row!);
}

/** The months of a district that have ever been used, latest first. */
export async function listPeriods(connection: Connection, districtId: string): Promise<LedgerPeriod[]> {
  const rows = await connection.sql<Row[]>`
    SELECT ${columns(connection)} FROM ledger_periods WHERE district_id = ${districtId} ORDER BY period DESC LIMIT 240`;
  return rows.map(periodOf);
}
