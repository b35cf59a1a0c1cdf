import type { InstrumentFacts } from '@guanyi/db/scheduling/facts';
import type { Form } from '@guanyi/domain/billing/price-policy';
import type { Window } from '@guanyi/domain/kernel/window';
import { anybody, judgeBooking, type RefusedStretch, type Standing } from '@guanyi/domain/scheduling/judge';
import { type Refusal, refuse } from '../context.ts';

/** Why an instrument cannot be had in this form at all, or undefined. In a BSL-3 zone nobody operates a machine but its staff. */
export function judgeForm(facts: InstrumentFacts, form: Form): Refusal | undefined {
  const isOffered = facts.status === 'active' && facts.rent?.forms.includes(form);
  const isAllowed = form !== 'machineTime' || !facts.isBsl3;
  return isOffered && isAllowed ? undefined : refuse('mode-not-offered');
}

/**
 * Why the rules refuse this window now, to somebody of this standing, or undefined. Every reason is listed with the time
 * that it bars; the first is the one to answer with. What was due back and has not come is taken from that instant on (C8),
 * whether or not the sweeper has come by.
 */
export function judgeTime(
  facts: InstrumentFacts,
  window: Window,
  now: number,
  standing: Standing = anybody,
): Refusal | undefined {
  const { rules, zone, calendar, priority, lent } = facts;
  if (!rules) return refuse('mode-not-offered');
  if (lent && lent.until <= now && window.until > lent.until)
    return refuse('slot-taken', { details: { alternatives: [] } });
  const reasons = judgeBooking({ rules, zone, calendar, priority, standing, now }, window);
  const [first] = reasons;
  if (!first) return undefined;
  const { supervisedUntil, calibratedUntil } = standing;
  return refuse(first.code, {
    errors: [...new Set(reasons.map(({ code }) => code))].map((code) => ({ pointer: pointers[code], code })),
    details: {
      refused: reasons.map(inText),
      ...(first.code === 'purpose-not-allowed' && supervisedUntil !== null ? { supervisedUntil } : {}),
      ...(first.code === 'calibration-expired' && calibratedUntil !== null ? { calibratedUntil } : {}),
      ...(first.code === 'suspended' ? { suspendedUntil: new Date(standing.suspendedUntil ?? now).toISOString() } : {}),
    },
  });
}

/** Where in the request the reason lies. */
const pointers: Record<RefusedStretch['code'], string> = {
  'too-soon': '/from',
  'too-far': '/until',
  'too-short': '/from',
  'too-long': '/from',
  'off-grid': '/from',
  'outside-open-hours': '/from',
  'priority-hours': '/from',
  'purpose-not-allowed': '/purpose',
  'calibration-expired': '/sealed',
  suspended: '',
  'not-qualified': '',
  'quota-exceeded': '/from',
};

function inText({ code, from, until }: RefusedStretch): { code: string; from: string; until: string } {
  return { code, from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}
