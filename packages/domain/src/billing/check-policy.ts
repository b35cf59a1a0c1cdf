import { parseClock } from '../kernel/local-time.ts';
import type { PricePolicy, RateStep, TimeFactor } from './price-policy.ts';

export interface PolicyFault {
  code:
    | 'out-of-range'
    | 'invalid-time'
    | 'backward-window'
    | 'steps-not-rising'
    | 'cap-below-minimum'
    | 'backward-period'
    | 'fee-ambiguous';
  /** JSON pointer into the policy. */
  pointer: string;
  /** For logs and developers; people read the translation of the code. */
  message: string;
}

/** 100,000,000 yuan: far above any price, and a year by the hour at the highest factor stays a safe integer of fen. */
const MAX_FEN = 10_000_000_000;
const MAX_NOTICE_HOURS = 8_784;
const MAX_FACTOR_PERMILLE = 100_000;

const AMOUNTS = [
  'ratePerHourFen',
  'setupFen',
  'operatorPerHourFen',
  'perSampleFen',
  'perDayFen',
  'minimumFen',
  'noShowFeeFen',
] as const;

/** Faults of a policy; none when it can be stored. Zero is a legal price everywhere, and so are empty lists. */
export function checkPolicy(policy: PricePolicy): PolicyFault[] {
  const faults = AMOUNTS.flatMap((field) => range(policy[field], MAX_FEN, `/${field}`));
  faults.push(...checkSteps(policy.steps));
  for (const [i, factor] of policy.timeFactors.entries()) faults.push(...checkFactor(factor, `/timeFactors/${i}`));
  faults.push(...range(policy.subsidyPermille, 1_000, '/subsidyPermille'));
  const capFen = policy.capFen ?? null;
  if (capFen !== null) {
    faults.push(...range(capFen, MAX_FEN, '/capFen'));
    if (capFen < policy.minimumFen) {
      faults.push({ code: 'cap-below-minimum', pointer: '/capFen', message: 'must not be below minimumFen' });
    }
  }
  faults.push(...checkCancellation(policy));
  if (typeof policy.effectiveUntil === 'number' && policy.effectiveUntil <= policy.effectiveFrom) {
    faults.push({ code: 'backward-period', pointer: '/effectiveUntil', message: 'must be later than effectiveFrom' });
  }
  return faults;
}

/** Steps apply from their billed minute on, so each must begin later than the one before, and the first after minute 0. */
function checkSteps(steps: readonly RateStep[]): PolicyFault[] {
  return steps.flatMap((step, i) => {
    const faults = range(step.ratePerHourFen, MAX_FEN, `/steps/${i}/ratePerHourFen`);
    const least = i === 0 ? 1 : steps[i - 1]!.fromMinute + 1;
    if (!Number.isInteger(step.fromMinute) || step.fromMinute < least) {
      const message = `must be a whole number from ${least}: steps rise strictly, from minute 1`;
      faults.push({ code: 'steps-not-rising', pointer: `/steps/${i}/fromMinute`, message });
    }
    return faults;
  });
}

function checkFactor(factor: TimeFactor, pointer: string): PolicyFault[] {
  const faults = range(factor.permille, MAX_FACTOR_PERMILLE, `${pointer}/permille`);
  const from = parseClock(factor.from);
  const until = parseClock(factor.until);
  if (from === null)
    faults.push({ code: 'invalid-time', pointer: `${pointer}/from`, message: 'must be 00:00 to 23:59' });
  if (until === null)
    faults.push({ code: 'invalid-time', pointer: `${pointer}/until`, message: 'must be 00:01 to 24:00' });
  if (from !== null && until !== null && from >= until) {
    const message = 'must be later than from; a night is two entries, one until 24:00 and one from 00:00';
    faults.push({ code: 'backward-window', pointer: `${pointer}/until`, message });
  }
  return faults;
}

function checkCancellation({ cancellation }: PricePolicy): PolicyFault[] {
  const faults = range(cancellation.noticeHours, MAX_NOTICE_HOURS, '/cancellation/noticeHours');
  if (cancellation.feeFen !== undefined) faults.push(...range(cancellation.feeFen, MAX_FEN, '/cancellation/feeFen'));
  const hasFee = cancellation.feeFen !== undefined;
  if (hasFee === (cancellation.fullPrice === true)) {
    faults.push({ code: 'fee-ambiguous', pointer: '/cancellation', message: 'needs either feeFen or fullPrice: true' });
  }
  return faults;
}

function range(value: number, most: number, pointer: string): PolicyFault[] {
  if (Number.isInteger(value) && value >= 0 && value <= most) return [];
  return [{ code: 'out-of-range', pointer, message: `must be a whole number from 0 to ${most}` }];
}
