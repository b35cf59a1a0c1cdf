import { calendar2026, shanghaiWindow } from '../kernel/calendar-2026.fixture.ts';
import type { Window } from '../kernel/window.ts';
import type { Rating } from './price-line.ts';
import type { ChargeBasis, PricePolicy, PriceTerms, ServiceWay, TimeFactor } from './price-policy.ts';
import { rateQuote, rateUsage } from './rate.ts';

/** 20 % off from 17:00. */
export const evening: TimeFactor[] = [{ days: 'any', from: '17:00', until: '24:00', permille: 800 }];

/** 120.00 an hour, from the 60th billed minute 90.00. */
export const stepped: Partial<PriceTerms> = {
  ratePerHourFen: 12_000,
  steps: [{ fromMinute: 60, ratePerHourFen: 9_000 }],
};

/** 60.00 an hour, 20 % off from 17:00, nothing else, no tax. */
export function termsWith(changes: Partial<PriceTerms> = {}): PriceTerms {
  return {
    form: 'machineTime',
    chargeFor: 'booked',
    ratePerHourFen: 6_000,
    steps: [],
    timeFactors: evening,
    setupFen: 0,
    operatorPerHourFen: 0,
    perSampleFen: 0,
    perDayFen: 0,
    minimumFen: 0,
    capFen: null,
    subsidyPermille: 0,
    cancellation: { noticeHours: 24, feeFen: 4_575 },
    noShowFeeFen: 0,
    taxCategory: 'exempt',
    ...changes,
  };
}

export function policyWith(changes: Partial<PricePolicy> = {}): PricePolicy {
  return {
    ...termsWith(),
    instrumentId: 'i-1',
    priceGroup: 'academic',
    effectiveFrom: 0,
    effectiveUntil: null,
    ...changes,
  };
}

interface Place {
  zone?: string;
  serviceWay?: ServiceWay;
  samples?: number;
}

export function quote(changes: Partial<PriceTerms>, window: Window, place: Place = {}): Rating {
  return rateQuote({ terms: termsWith(changes), zone: 'Asia/Shanghai', calendar: calendar2026, window, ...place });
}

export function bill(
  changes: Partial<PriceTerms>,
  chargeFor: ChargeBasis,
  booked: Window | null,
  used: Window,
  place: Place = {},
): Rating {
  const terms = termsWith({ ...changes, chargeFor });
  return rateUsage({ terms, zone: 'Asia/Shanghai', calendar: calendar2026, booked, used, ...place });
}

/** `15:00–16:00` or `15:00:10–16:00` on Wednesday 11 March 2026 in Shanghai. */
export function wednesday(text: string): Window {
  const [from, until] = text.split('–');
  return shanghaiWindow(from!, until!);
}

export function amounts(rating: Rating): Record<string, number> {
  return Object.fromEntries(rating.lines.map((line) => [line.kind, line.amountFen]));
}

export function taxes(rating: Rating): Record<string, number> {
  return Object.fromEntries(rating.lines.map((line) => [line.kind, line.taxFen]));
}
