import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { yuanText } from '../../ui/format.ts';
import type { Tone } from '../../ui/tag.tsx';

export type Conflict = Reply<'getConflict'>;
export type LinkedConflict = Reply<'getConflictByLink'>;
export type ConflictOption = Conflict['options'][number];

const causes: Record<Conflict['cause'], () => string> = {
  maintenance: m.conflict_cause_maintenance,
  calibration: m.conflict_cause_calibration,
  breakdown: m.conflict_cause_breakdown,
  statutory: m.conflict_cause_statutory,
  openDay: m.conflict_cause_openDay,
  termLease: m.conflict_cause_termLease,
  loan: m.conflict_cause_loan,
  equity: m.conflict_cause_equity,
  retirement: m.conflict_cause_retirement,
  ruleChange: m.conflict_cause_ruleChange,
  overrun: m.conflict_cause_overrun,
};

const states: Record<Conflict['status'], { name: () => string; tone: Tone }> = {
  open: { name: m.waiting_status_open, tone: 'hm' },
  offered: { name: m.waiting_status_offered, tone: 'hm' },
  resolved: { name: m.waiting_status_resolved, tone: 'ok' },
  escalated: { name: m.waiting_status_escalated, tone: 'bad' },
};

const outcomes: Record<NonNullable<Conflict['outcome']>, () => string> = {
  accepted: m.waiting_outcome_accepted,
  movedByDefault: m.waiting_outcome_movedByDefault,
  cancelled: m.waiting_outcome_cancelled,
  cancelledByDefault: m.waiting_outcome_cancelledByDefault,
  kept: m.waiting_outcome_kept,
  overtaken: m.waiting_outcome_overtaken,
};

const defaults: Record<Conflict['defaultAction'], () => string> = {
  accept: m.conflict_default_accept,
  cancel: m.conflict_default_cancel,
  keep: m.conflict_default_keep,
  none: m.conflict_default_none,
};

export const outageKinds = ['maintenance', 'calibration', 'breakdown', 'statutory', 'openDay'] as const;

export type OutageKind = (typeof outageKinds)[number];

export const outageKindNames: Record<OutageKind, () => string> = {
  maintenance: m.waiting_kind_maintenance,
  calibration: m.waiting_kind_calibration,
  breakdown: m.waiting_kind_breakdown,
  statutory: m.waiting_kind_statutory,
  openDay: m.waiting_kind_openDay,
};

export function causeName(cause: Conflict['cause']): string {
  return causes[cause]();
}

/** How a conflict stands, in words and as good or bad. */
export function conflictState({ status, outcome }: Pick<Conflict, 'status' | 'outcome'>): { name: string; tone: Tone } {
  const { name, tone } = states[status];
  return { name: outcome ? outcomes[outcome]() : name(), tone };
}

export function defaultWords(action: Conflict['defaultAction']): string {
  return defaults[action]();
}

/** What an option costs against the booking. */
export function priceWords({ priceDifferenceFen }: ConflictOption): { text: string; tone: Tone | undefined } {
  if (priceDifferenceFen === 0) return { text: m.waiting_same_price(), tone: undefined };
  const amount = yuanText(Math.abs(priceDifferenceFen));
  return priceDifferenceFen < 0
    ? { text: m.waiting_cheaper({ amount }), tone: 'ok' }
    : { text: m.waiting_dearer({ amount }), tone: 'hm' };
}
