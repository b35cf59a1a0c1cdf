import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { csvText, saveFile } from '../../ui/csv.ts';
import { localText } from '../../ui/format.ts';

type Cell = string | number;

function save(name: string, head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  saveFile(name, 'text/csv;charset=utf-8', csvText([head, ...rows]));
}

/** Exactly the budgets shown, in their order; amounts as numbers in yuan. */
export function saveBudgets(rows: readonly Reply<'listProjectBudgets'>['items'][number][]): void {
  const head = [m.limits_project(), m.limits_kind(), m.limits_limit(), m.limits_spent(), m.limits_reserved()];
  const cells = rows.map((row) => [
    row.projectCode,
    row.kind === 'hard' ? m.limits_hard() : m.limits_soft(),
    ...[row.limitFen, row.spentFen, row.reservedFen, row.availableFen].map((fen) => fen / 100),
  ]);
  save('guanyi-budgets.csv', [...head, m.limits_left()], cells);
}

/** Exactly the credit limits shown, in their order; amounts as numbers in yuan. */
export function saveCreditLimits(rows: readonly Reply<'listCreditLimits'>['items'][number][]): void {
  const head = [m.limits_customer(), m.statement_payee(), m.limits_limit(), m.limits_reserved(), m.limits_unbilled()];
  const cells = rows.map((row) => [
    localText(row.organisation.name),
    localText(row.payee.name),
    ...[row.limitFen, row.reservedFen, row.unbilledFen, row.outstandingFen].map((fen) => fen / 100),
  ]);
  save('guanyi-credit-limits.csv', [...head, m.limits_outstanding()], cells);
}
