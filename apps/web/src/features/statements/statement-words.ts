import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import type { IconName } from '../../ui/icon.tsx';
import type { Tone } from '../../ui/tag.tsx';
import type { StatementListView } from './statement-views.ts';

export type Statement = Reply<'getStatement'>;
export type StatementStatus = Statement['status'];

const statuses: Record<StatementStatus, { name: () => string; tone?: Tone; icon?: IconName }> = {
  draft: { name: m.statement_status_draft, icon: 'edit' },
  issued: { name: m.statement_status_issued, tone: 'hm', icon: 'file' },
  partlyPaid: { name: m.statement_status_partlyPaid, tone: 'hm', icon: 'yuan' },
  paid: { name: m.statement_status_paid, tone: 'ok', icon: 'check' },
  void: { name: m.statement_status_void, tone: 'bad', icon: 'x' },
};

/** A status with the tone and icon of its tag. */
export function statusOf(status: StatementStatus) {
  return statuses[status];
}

const inView: Record<StatementListView, readonly StatementStatus[]> = {
  all: ['draft', 'issued', 'partlyPaid', 'paid', 'void'],
  draft: ['draft'],
  open: ['issued', 'partlyPaid'],
  paid: ['paid'],
  void: ['void'],
};

export function isInView(statement: { status: StatementStatus }, view: StatementListView): boolean {
  return inView[view].includes(statement.status);
}

export const viewNames: Record<StatementListView, () => string> = {
  all: m.desk_money_all,
  draft: m.statement_status_draft,
  open: m.statement_view_open,
  paid: m.statement_status_paid,
  void: m.statement_status_void,
};

/** The months that can be chosen: the present one and two years back, with one more when the address names it. */
export function monthsFrom(current: string, chosen: string | undefined): string[] {
  const [year = 0, number = 1] = current.split('-').map(Number);
  const months = Array.from({ length: 25 }, (_, back) => {
    const index = year * 12 + number - 1 - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
  return !chosen || months.includes(chosen) ? months : [...months, chosen];
}
