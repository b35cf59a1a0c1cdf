import type { InstrumentFacts } from '@guanyi/db/scheduling/facts';
import type { Form } from '@guanyi/domain/billing/price-policy';
import { localDay } from '@guanyi/domain/kernel/local-time';
import type { Window } from '@guanyi/domain/kernel/window';
import { judgeWindow } from '@guanyi/domain/scheduling/booking-rules';
import { type Refusal, refuse } from '../context.ts';

/** Purposes for which a tax-exempt import may be used while customs supervises it. */
const supervisedPurposes = new Set(['research', 'development', 'teaching']);

/** Why an instrument cannot be had in this form at all, or undefined. In a BSL-3 zone nobody operates a machine but its staff. */
export function judgeForm(facts: InstrumentFacts, form: Form): Refusal | undefined {
  const isOffered = facts.status === 'active' && facts.rent?.forms.includes(form);
  const isAllowed = form !== 'machineTime' || !facts.isBsl3;
  return isOffered && isAllowed ? undefined : refuse('mode-not-offered');
}

/** Why the rules refuse this window now, or undefined. Every reason is listed; the first is the one to answer with. */
export function judgeTime(facts: InstrumentFacts, window: Window, now: number): Refusal | undefined {
  if (!facts.rules) return refuse('mode-not-offered');
  const reasons = judgeWindow({ rules: facts.rules, zone: facts.zone, calendar: facts.calendar, window, now });
  const [first] = reasons;
  if (!first) return undefined;
  return refuse(first, { errors: reasons.map((code) => ({ pointer: '/from', code })) });
}

/** The last day of supervision still counts; what matters is the day of use, not the day of asking. */
export function judgePurpose(facts: InstrumentFacts, window: Window, purposeKind: string): Refusal | undefined {
  const lastDay = facts.customsSupervisedUntil;
  const isSupervised = lastDay !== null && localDay(facts.zone, window.from) <= lastDay;
  return isSupervised && !supervisedPurposes.has(purposeKind)
    ? refuse('purpose-not-allowed', { details: { supervisedUntil: lastDay } })
    : undefined;
}
