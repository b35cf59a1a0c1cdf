import type { Tx } from '@guanyi/db/client';
import { type DemoUse, listDemoStatements, listDemoUses } from '@guanyi/db/demo-money';
import { localDay, wallTime } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@guanyi/domain/kernel/window';
import { addPeriods, type Period, periodOfDay } from '@guanyi/domain/ledger/period';
import { confirmUsage } from '../billing/confirm-usage.ts';
import { disputeUsage } from '../billing/dispute-usage.ts';
import { recordUsage } from '../billing/record-usage.ts';
import type { CommandContext } from '../context.ts';
import { setCreditLimit } from '../limits/set-credit-limit.ts';
import { updateProjectBudget } from '../limits/update-project-budget.ts';
import { createCreditNote } from '../statements/create-credit-note.ts';
import { issueStatement } from '../statements/issue-statement.ts';
import { requestStatements, stateRun } from '../statements/run-statements.ts';
import { contextOf, demoProject, must } from './demo-bookings.ts';
import { writeDemoHistory } from './demo-history.ts';
import type { DemoInstrument } from './demo-instruments.ts';
import { type DemoStatements, writeDemoPayments } from './demo-payments.ts';
import type { DemoPlaces } from './demo-people.ts';
import { writeDemoVouchers } from './demo-vouchers.ts';

const zone = 'Asia/Shanghai';
/** Statements of a month are made on this day of the next, and the month counts as stated some days later. */
const statingDay = 5;
const statedFrom = 10;

/**
 * Three months that were stated, one that still has to be when it is early in the month, and all that a finance page is for:
 * payments in full, in part and too much, a bank's file with rows that nobody knows, vouchers, a budget near its limit, meters
 * that disagree, a dispute and a credit note.
 */
export async function writeDemoMoney(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
): Promise<void> {
  const today = localDay(zone, context.now);
  const month = periodOfDay(today);
  const last = addPeriods(month, Number(today.slice(8)) >= statedFrom ? -1 : -2);
  const stated = [-2, -1, 0].map((back) => addPeriods(last, back));
  const used = last === addPeriods(month, -1) ? stated : [...stated, addPeriods(month, -1)];
  await writeDemoHistory(tx, context, places, instruments, used);
  await reviewUses(tx, context, places);
  const finance = contextOf(places, 'finance', 'qingdao', null);
  const statements = await stateMonths(tx, context, finance, places, stated);
  await creditPart(tx, finance(context.now - 6 * DAY_MS), statements);
  await writeDemoPayments(tx, context, places, statements);
  await writeDemoVouchers(tx, context, places, statements);
  await setLimits(tx, context, places);
}

type Finance = (now: number) => CommandContext;

async function stateMonths(
  tx: Tx,
  context: CommandContext,
  finance: Finance,
  places: DemoPlaces,
  months: readonly Period[],
): Promise<DemoStatements> {
  const districtId = places.organisationIds.get('qingdao') ?? '';
  for (const period of months) {
    const at = wallTime(zone, `${addPeriods(period, 1)}-0${statingDay}`, 10 * 60);
    const asked = await requestStatements(tx, finance(at), { districtId, period, dryRun: false });
    if (!asked.ok) throw new Error(`Stating ${period} was refused: ${asked.code}.`);
    must(await stateRun(tx, { ...context, now: at }, asked.value.operationId));
  }
  const statements = await listDemoStatements(tx, districtId);
  for (const { id, period, number } of statements) {
    const at = wallTime(zone, `${addPeriods(period, 1)}-0${statingDay}`, 11 * 60);
    const taxInvoiceRef = `FP${number.replaceAll(/\D/g, '')}`;
    must(await issueStatement(tx, finance(at), { statementId: id, taxInvoiceRef }));
  }
  return { months, of: (slug, back) => one(statements, places.organisationIds.get(slug), months.at(-1 - back)) };
}

function one(
  statements: Awaited<ReturnType<typeof listDemoStatements>>,
  organisationId: string | undefined,
  period: Period | undefined,
) {
  const found = statements.find((row) => row.organisationId === organisationId && row.period === period);
  if (!found) throw new Error(`The demonstration has no statement of ${period}.`);
  return found;
}

/** A vacuum pump had failed: part of a charge goes back. */
async function creditPart(tx: Tx, finance: CommandContext, statements: DemoStatements): Promise<void> {
  const { id: statementId, chargeId } = statements.of('ocean-univ', 1);
  const lines = [{ chargeId, amountFen: 8_000 }];
  must(await createCreditNote(tx, finance, { statementId, lines, reason: '真空泵故障停机，退还 80 元' }));
}

/** Of the last days: meters beside what people entered, confirmations of the laboratory, and one objection. */
async function reviewUses(tx: Tx, context: CommandContext, places: DemoPlaces): Promise<void> {
  const uses = await listDemoUses(tx, places.organisationIds.get('qingdao') ?? '', context.now - 6 * DAY_MS);
  const keeperOf = (use: DemoUse) => contextOf(places, 'keeper', 'qingdao', use.labId)(context.now - HOUR_MS);
  for (const [turn, use] of uses.entries()) {
    if (turn % 3 === 1) continue;
    const lateMinutes = turn % 7 === 3 ? -Math.round((use.until - use.from) / MINUTE_MS / 2) : turn % 4;
    const meter = { source: 'meter', sourceId: `demo-${turn}`, from: use.from + (turn % 3) * MINUTE_MS };
    const told = { ...meter, bookingId: use.bookingId, until: use.until + lateMinutes * MINUTE_MS };
    must(await recordUsage(tx, keeperOf(use), told));
    if (turn % 5 === 0) must(await confirmUsage(tx, keeperOf(use), { usageRecordId: use.id }));
  }
  const disputed = uses.find(({ organisationId }) => organisationId === places.organisationIds.get('beacon-foods'));
  if (!disputed) return;
  const customer = contextOf(places, 'orgFinance', 'beacon-foods', null)(context.now - 2 * HOUR_MS);
  const window = { from: disputed.until - 30 * MINUTE_MS, until: disputed.until };
  const reason = '最后半小时仪器报警，未能进样，请核减';
  must(await disputeUsage(tx, customer, { usageRecordId: disputed.id, ...window, reason }));
}

/** A project that has spent nearly all it may, one with room, and a customer with credit. */
async function setLimits(tx: Tx, context: CommandContext, places: DemoPlaces): Promise<void> {
  const admin = contextOf(places, 'orgAdmin', 'ocean-univ', null)(context.now);
  const project = { projectCode: demoProject, kind: 'hard', limitFen: 100_000_000 } as const;
  const set = await updateProjectBudget(tx, admin, project);
  if (!set.ok) throw new Error(`The budget of the demonstration was refused: ${set.code}.`);
  const usedFen = set.value.spentFen + set.value.reservedFen;
  // Up to the next hundred yuan above nineteen twentieths.
  const limitFen = Math.ceil(usedFen / 0.95 / 10_000) * 10_000;
  must(await updateProjectBudget(tx, admin, { ...project, limitFen }));
  must(await updateProjectBudget(tx, admin, { projectCode: 'SDKJ-0311', kind: 'soft', limitFen: 3_000_000 }));
  const finance = contextOf(places, 'finance', 'qingdao', null)(context.now);
  const organisationId = places.organisationIds.get('tex-sme') ?? '';
  must(await setCreditLimit(tx, finance, { organisationId, limitFen: 50_000_000 }));
}
