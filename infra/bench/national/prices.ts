import { PRICE_GROUPS, type PriceGroup } from '@guanyi/domain/billing/price-policy';
import type { Instrument } from './instruments.ts';
import { idOf, randomFor } from './random.ts';

/** The hourly prices and extras of one instrument, the same for bookings and policies. */
export interface PriceList {
  policyIds: Record<PriceGroup, string>;
  ratePerHourFen: Record<PriceGroup, number>;
  setupFen: number;
  operatorPerHourFen: number;
  /** In hours of the own rate; 0 for none. */
  minimumHours: number;
  chargeFor: 'booked' | 'used';
}

/** Rates are multiples of 12 yuan, so that every quarter of an hour and its 6 % tax are whole fen. */
export const rateStepFen = 1_200;
export const taxPercent = 6;
const groupPermille: Record<PriceGroup, number> = {
  internal: 400,
  partner: 600,
  academic: 700,
  sme: 850,
  enterprise: 1_000,
};

/** Policies of an instrument: five groups of machine time first, then of samples, then of leases. */
export const policiesPerInstrument = 15;

export function priceListOf(seed: number, instrument: Instrument, policyCreatedMs: number): PriceList {
  const random = randomFor(seed, 'prices', instrument.ordinal);
  // About four thousand hours of life pay for the instrument; the spread is what labs differ by.
  const baseFen = (instrument.valueFen / 4_000) * Math.exp(random.normal() * 0.35) + 3_000;
  const rates = {} as Record<PriceGroup, number>;
  const ids = {} as Record<PriceGroup, string>;
  PRICE_GROUPS.forEach((group, i) => {
    rates[group] = Math.max(1, Math.round((baseFen * groupPermille[group]) / 1_000 / rateStepFen)) * rateStepFen;
    ids[group] = policyIdOf(seed, instrument.ordinal, i, policyCreatedMs);
  });
  return {
    policyIds: ids,
    ratePerHourFen: rates,
    setupFen: random.below(5) === 0 ? 5_000 : 0,
    operatorPerHourFen: 6_000,
    minimumHours: random.below(10) < 3 ? 1 : 0,
    chargeFor: random.below(2) === 0 ? 'booked' : 'used',
  };
}

export function policyIdOf(seed: number, instrumentOrdinal: number, position: number, createdMs: number): string {
  const ordinal = instrumentOrdinal * policiesPerInstrument + position;
  return idOf('policy', ordinal, createdMs, randomFor(seed, 'policy-id', ordinal));
}

export interface Amounts {
  subtotalFen: number;
  taxFen: number;
}

/** What a quote of the product gives for this window: time, operator and set-up, lifted to the minimum, taxed line by line. */
export function amountsOf(list: PriceList, group: PriceGroup, minutes: number, isGuided: boolean): Amounts {
  const rate = list.ratePerHourFen[group];
  const operatorFen = isGuided ? (list.operatorPerHourFen * minutes) / 60 : 0;
  const plainFen = (rate * minutes) / 60 + operatorFen + list.setupFen;
  const subtotalFen = Math.max(plainFen, rate * list.minimumHours);
  return { subtotalFen, taxFen: (subtotalFen * taxPercent) / 100 };
}
