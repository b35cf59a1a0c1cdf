import { type Day, daysBetween } from '../kernel/local-time.ts';
import { permilleOf, roundHalfUp, timesFen } from '../kernel/money.ts';
import { subtract, type Window } from '../kernel/window.ts';
import type { WorkCalendar } from '../kernel/working-days.ts';
import { type BilledTime, billedTime, cutSeconds } from './billed-time.ts';
import { type PriceLine, priceLine, type Rating, totalLines } from './price-line.ts';
import type { ChargeBasis, PriceTerms, ServiceWay } from './price-policy.ts';
import { priceOfParts, shownParts, timeParts } from './time-parts.ts';

interface RateContext {
  terms: PriceTerms;
  /** IANA zone of the instrument, or else of its lab; its wall clock decides factors. */
  zone: string;
  calendar: WorkCalendar;
  /** The operator is owed for every way but self-operated, which is meant when this is absent. */
  serviceWay?: ServiceWay | undefined;
  /** Whole number of samples, none when absent. */
  samples?: number | undefined;
}

/** What a quote prices: a window for machine time and samples, inclusive local days for a term lease. */
export type QuoteInput = RateContext & ({ window: Window } | { firstDay: Day; lastDay: Day });

/** A use with both ends; `booked` is `null` for a walk-up use. */
export type UsageInput = RateContext & { booked: Window | null; used: Window };

/** What one charge is made of, before prices. */
interface Basis {
  time: BilledTime | null;
  timeRule: 'timeBooked' | 'timeUsed' | 'timeOverage';
  days: number;
}

const TIME_RULES: Record<ChargeBasis, Basis['timeRule']> = {
  booked: 'timeBooked',
  used: 'timeUsed',
  overage: 'timeOverage',
};

/**
 * The price before use. A quote prices the booked window on every basis, so that the bill of an unchanged booking used
 * to the minute equals it to the fen. Throws RangeError when a term lease comes without days or its days run backward.
 */
export function rateQuote(input: QuoteInput): Rating {
  const { form } = input.terms;
  if (form === 'machineTime') {
    if (!('window' in input)) throw new RangeError('machine time is priced for a window');
    return rate(input, { time: cutSeconds([input.window]), timeRule: 'timeBooked', days: 0 });
  }
  return rate(input, { time: null, timeRule: 'timeBooked', days: form === 'termLease' ? leaseDays(input) : 0 });
}

/** What a use owes: for booked time, for used time, or for booked time and the use after it, as the terms say. */
export function rateUsage(input: UsageInput): Rating {
  const { terms, booked, used } = input;
  if (terms.form !== 'machineTime') return rate(input, { time: null, timeRule: 'timeUsed', days: 0 });
  const basis = booked ? terms.chargeFor : 'used';
  return rate(input, { time: billedTime(basis, booked, used), timeRule: TIME_RULES[basis], days: 0 });
}

/**
 * What a use owes when a disputed part of its billed time is not paid: set-up, minimum and the like apply as before to what
 * is left. Nothing is owed when no time is left. Uses that are not billed by time owe the same.
 */
export function rateUsageWithout(input: UsageInput, disputed: Window): Rating {
  const { terms, booked, used } = input;
  if (terms.form !== 'machineTime') return rateUsage(input);
  const basis = booked ? terms.chargeFor : 'used';
  const left = subtract(billedTime(basis, booked, used).windows, [disputed]);
  if (left.length === 0) return totalLines([]);
  return rate(input, { time: cutSeconds(left), timeRule: TIME_RULES[basis], days: 0 });
}

function leaseDays(input: QuoteInput): number {
  if (!('firstDay' in input) || daysBetween(input.firstDay, input.lastDay) < 0) {
    throw new RangeError('a term lease is priced for days, the first not after the last');
  }
  return daysBetween(input.firstDay, input.lastDay) + 1;
}

/** Each line is rounded by itself; then minimum, cap and subsidy follow on the sum, in this order, each a line. */
function rate(context: RateContext, basis: Basis): Rating {
  const lines = [...timeLines(context, basis), ...pieceLines(context, basis)];
  const { terms } = context;
  const add = (kind: 'minimum' | 'cap' | 'subsidy', amountFen: number, params: Record<string, number>): void => {
    if (amountFen === 0) return;
    lines.push(once(context.terms, kind, amountFen, params));
  };
  const sum = (): number => lines.reduce((total, line) => total + line.amountFen, 0);
  add('minimum', Math.max(0, terms.minimumFen - sum()), { minimumFen: terms.minimumFen });
  const capFen = terms.capFen ?? null;
  if (capFen !== null) add('cap', Math.min(0, capFen - sum()), { capFen });
  add('subsidy', -permilleOf(sum(), terms.subsidyPermille), { permille: terms.subsidyPermille });
  return totalLines(lines);
}

/** All machine time is one line with one rounding; the operator is another, at the minutes billed, without factors. */
function timeLines({ terms, zone, calendar, serviceWay }: RateContext, { time, timeRule }: Basis): PriceLine[] {
  if (!time) return [];
  const parts = timeParts(terms, zone, calendar, time.windows);
  const price = priceOfParts(parts);
  const lines = [
    priceLine({
      kind: 'time',
      quantity: time.minutes,
      unit: 'minute',
      unitPriceFen: terms.ratePerHourFen,
      amountFen: roundHalfUp(price.numerator, price.denominator),
      taxCategory: terms.taxCategory,
      parts: shownParts(parts),
      rule: { code: timeRule, params: { minutes: time.minutes, ratePerHourFen: terms.ratePerHourFen } },
    }),
  ];
  const isAttended = serviceWay !== undefined && serviceWay !== 'selfOperated';
  if (isAttended && terms.operatorPerHourFen > 0) {
    lines.push(
      priceLine({
        kind: 'operator',
        quantity: time.minutes,
        unit: 'minute',
        unitPriceFen: terms.operatorPerHourFen,
        amountFen: roundHalfUp(BigInt(time.minutes) * BigInt(terms.operatorPerHourFen), 60n),
        taxCategory: terms.taxCategory,
        rule: { code: 'operator', params: { minutes: time.minutes, ratePerHourFen: terms.operatorPerHourFen } },
      }),
    );
  }
  return lines;
}

/** Samples, days and the set-up, which is owed once per charge: quantity times price, never a factor. */
function pieceLines({ terms, samples = 0 }: RateContext, { days }: Basis): PriceLine[] {
  const lines: PriceLine[] = [];
  const { taxCategory } = terms;
  if (terms.form !== 'termLease' && samples > 0 && terms.perSampleFen > 0) {
    lines.push(
      priceLine({
        kind: 'sample',
        quantity: samples,
        unit: 'sample',
        unitPriceFen: terms.perSampleFen,
        amountFen: timesFen(samples, terms.perSampleFen),
        taxCategory,
        rule: { code: 'samples', params: { samples, perSampleFen: terms.perSampleFen } },
      }),
    );
  }
  if (days > 0 && terms.perDayFen > 0) {
    lines.push(
      priceLine({
        kind: 'day',
        quantity: days,
        unit: 'day',
        unitPriceFen: terms.perDayFen,
        amountFen: timesFen(days, terms.perDayFen),
        taxCategory,
        rule: { code: 'days', params: { days, perDayFen: terms.perDayFen } },
      }),
    );
  }
  if (terms.setupFen > 0) lines.push(once(terms, 'setup', terms.setupFen, { setupFen: terms.setupFen }));
  return lines;
}

function once(
  terms: PriceTerms,
  kind: 'setup' | 'minimum' | 'cap' | 'subsidy',
  amountFen: number,
  params: Record<string, number>,
): PriceLine {
  return priceLine({
    kind,
    quantity: 1,
    unit: 'once',
    unitPriceFen: amountFen,
    amountFen,
    taxCategory: terms.taxCategory,
    rule: { code: kind, params },
  });
}
