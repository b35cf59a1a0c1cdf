import { addDays, localDay, startOfDay } from '@guanyi/domain/kernel/local-time';
import { systemClock } from '@guanyi/platform/clock';
import { newId } from '@guanyi/platform/ids';
import { largestLab, type Place, staffFor } from '../harness/desk.ts';
import { compareReads } from '../harness/reading.ts';
import type { Stand } from '../harness/stand.ts';
import { zone } from '../national/days.ts';
import type { Measure } from './measure.ts';

const boardInstruments = 200;
const approvalCount = 100_000;
/** Of so many approvals one waits. */
const oneOpenIn = 20;
const entryCount = 10_000;
const holderCount = 50;

const common = { against: 'its SQL statements in pgbench, same connections', gate: { atMost: 3 }, aim: '≤ 2' } as const;

/** The week of the largest lab of at most two hundred instruments. */
export const board: Measure = {
  name: 'board',
  async run(stand) {
    const place = await largestLab(stand.sql, boardInstruments);
    const { token } = await staffFor(stand.sql, stand.key, {
      role: 'labManager',
      organisationId: place.districtId,
      labId: place.labId,
    });
    const tomorrow = addDays(localDay(zone, systemClock.now()), 1);
    const text = (day: string) => new Date(startOfDay(zone, day)).toISOString();
    const path = `/api/v1/labs/${place.labId}/board?from=${text(tomorrow)}&until=${text(addDays(tomorrow, 7))}`;
    return compareReads(stand, {
      ...common,
      name: `board of ${place.instruments} instruments over a week, p50`,
      what: 'the board over HTTP',
      quantile: 'p50',
      requests: [{ method: 'GET', path, token }],
    });
  },
};

/** What waits for an officer, among a hundred thousand approvals of the district, most of them long decided. */
export const workList: Measure = {
  name: 'workList',
  async run(stand) {
    const place = await largestLab(stand.sql);
    const officer = await staffFor(stand.sql, stand.key, {
      role: 'assetOfficer',
      organisationId: place.districtId,
      labId: null,
    });
    const list = (query: string) => ({
      method: 'GET' as const,
      path: `/api/v1/approvals?${query}`,
      token: officer.token,
    });
    await addApprovals(stand, place, officer.userId);
    try {
      return await compareReads(stand, {
        ...common,
        name: `work list among ${approvalCount.toLocaleString('en')} approvals, p50`,
        what: 'what waits for an officer, and what was approved, over HTTP',
        quantile: 'p50',
        requests: [list('mine=true&limit=20'), list('limit=20'), list('status=approved&limit=20')],
      });
    } finally {
      await removeApprovals(stand);
    }
  },
};

const approvalMark = 'BENCH-';

async function addApprovals({ sql, people }: Stand, place: Place, userId: string): Promise<void> {
  await removeApprovals({ sql });
  await sql`
    WITH chain AS (
      INSERT INTO approval_chains (lab_id, id, subject_type, subject_id, subject_number, district_id, organisation_id, instrument_id, user_id,
        mode, form, value_fen, days, policy_id, zone, status, closed_at, created_at)
      SELECT ${place.labId}, gen_random_uuid(), 'loan', gen_random_uuid(), ${approvalMark} || n, ${place.districtId},
        ${people.organisationId}, ${place.instrumentId}, ${userId}, 'loan', NULL, 1000000 + n, 10, gen_random_uuid(), ${zone},
        CASE WHEN n % ${oneOpenIn}::int = 0 THEN 'open' ELSE 'approved' END,
        CASE WHEN n % ${oneOpenIn}::int = 0 THEN NULL ELSE now() - n * interval '5 minutes' END, now() - n * interval '5 minutes'
      FROM generate_series(1, ${approvalCount}::int) n
      RETURNING *)
    INSERT INTO approvals (lab_id, id, chain_id, subject_type, subject_id, district_id, organisation_id, step, stage, round, roles,
      sla_hours, on_timeout, status, opened_at, deadline_at, decided_at, decided_by, created_at)
    SELECT lab_id, gen_random_uuid(), id, subject_type, subject_id, district_id, organisation_id, 1, 1, 1, ARRAY['assetOfficer'],
      48, 'escalate', CASE WHEN status = 'open' THEN 'pending' ELSE 'approved' END, created_at,
      CASE WHEN status = 'open' THEN now() + value_fen % 1000 * interval '3 minutes' + interval '1 day' ELSE created_at + interval '2 days' END,
      closed_at, CASE WHEN status = 'open' THEN NULL ELSE user_id END, created_at
    FROM chain`;
  await sql`VACUUM (ANALYZE) approvals, approval_chains`;
}

async function removeApprovals({ sql }: Pick<Stand, 'sql'>): Promise<void> {
  const chains = sql`SELECT lab_id, id FROM approval_chains WHERE subject_number LIKE ${`${approvalMark}%`}`;
  await sql`DELETE FROM approvals WHERE (lab_id, chain_id) IN (${chains})`;
  await sql`DELETE FROM approval_chains WHERE subject_number LIKE ${`${approvalMark}%`}`;
}

/** A venture whose units have moved ten thousand times: who holds them, and how it came to that. */
export const stakeRegister: Measure = {
  name: 'stakeRegister',
  async run(stand) {
    const place = await largestLab(stand.sql);
    const officer = await staffFor(stand.sql, stand.key, {
      role: 'assetOfficer',
      organisationId: place.districtId,
      labId: null,
    });
    const ventureId = newId();
    await addVenture(stand, place, officer.userId, ventureId);
    const path = `/api/v1/ventures/${ventureId}/stakes`;
    try {
      return await compareReads(stand, {
        ...common,
        name: `stake register with ${entryCount.toLocaleString('en')} entries, p50`,
        what: 'the register and its latest entries over HTTP',
        quantile: 'p50',
        requests: [path, `${path}/entries?limit=20`].map((one) => ({
          method: 'GET',
          path: one,
          token: officer.token,
        })),
      });
    } finally {
      await removeVenture(stand, ventureId);
    }
  },
};

/** Units are issued to as many holders as there are, and then go round from each to the next. */
async function addVenture({ sql, people }: Stand, place: Place, userId: string, ventureId: string): Promise<void> {
  const caseId = newId();
  await sql`
    INSERT INTO equity_cases (lab_id, id, number, instrument_id, district_id, organisation_id, user_id, venture_name, purpose_kind,
      purpose_text, status, venture_id, first_day)
    VALUES (${place.labId}, ${caseId}, ${`BENCH-${caseId}`}, ${place.instrumentId}, ${place.districtId}, ${people.organisationId},
      ${userId}, 'Bench', 'development', '', 'contributed', ${ventureId}, '2026-01-15')`;
  await sql`
    INSERT INTO ventures (lab_id, id, case_id, district_id, name, status, capital_fen, value_fen, agreed_units, agreed_holdings, cash_fen, signed_by)
    VALUES (${place.labId}, ${ventureId}, ${caseId}, ${place.districtId}, 'Bench', 'active', 100000000, 50000000, 1000000, '[]', 0, ${userId})`;
  await sql`
    INSERT INTO ledger_periods (district_id, period) VALUES (${place.districtId}, '2026-01') ON CONFLICT DO NOTHING`;
  const unit = `stake:${ventureId}`;
  await sql`
    INSERT INTO ledger_accounts (district_id, id, unit, kind, owner_id, scope_id, side, floor, debit_sum, credit_sum, created_at)
    SELECT ${place.districtId}::uuid, gen_random_uuid(), ${unit}::text, 'stakeIssue', ${ventureId}::uuid, ${ventureId}::uuid, 'debit', false,
      ${holderCount * 20_000}::bigint, 0, now()
    UNION ALL
    SELECT ${place.districtId}::uuid, gen_random_uuid(), ${unit}::text, 'stakeHolding', o.id, ${ventureId}::uuid, 'credit', true, 0, 20000, now()
    FROM (SELECT id FROM organisations ORDER BY id LIMIT ${holderCount}) o`;
  await sql`
    WITH holder AS (
      SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM ledger_accounts
      WHERE district_id = ${place.districtId} AND scope_id = ${ventureId} AND kind = 'stakeHolding')
    INSERT INTO transfers (district_id, id, unit, debit_account_id, credit_account_id, amount, kind, reference, day, period, state, created_at)
    SELECT ${place.districtId}::uuid, gen_random_uuid(), ${unit}::text, giver.id, taker.id, 1, 'stakeTransfer', ${ventureId}::text || '-' || move,
      '2026-01-15', '2026-01', 'posted', timestamptz '2026-01-15' + move * interval '1 second'
    FROM generate_series(1, ${entryCount / 2}::int) move
    JOIN holder giver ON giver.n = move % ${holderCount}::int JOIN holder taker ON taker.n = (move + 1) % ${holderCount}::int`;
  await sql`VACUUM (ANALYZE) transfers, ledger_accounts, ventures, equity_cases`;
}

async function removeVenture({ sql }: Stand, ventureId: string): Promise<void> {
  await sql`DELETE FROM transfers WHERE unit = ${`stake:${ventureId}`}`;
  await sql`DELETE FROM ledger_accounts WHERE scope_id = ${ventureId}`;
  await sql`DELETE FROM ventures WHERE id = ${ventureId}`;
  await sql`DELETE FROM equity_cases WHERE venture_id = ${ventureId}`;
}
