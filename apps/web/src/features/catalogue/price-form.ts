import type { Operations } from '@guanyi/contracts/operations';
import type { Reply } from '../../app/client.ts';
import { defaultZone } from '../../ui/format.ts';
import type { Form, PriceGroup } from '../../ui/vocabulary.ts';
import { dayOf, type Instant, instantOf } from '../../ui/zone.ts';
import { fenOf, yuanInput } from './facts-form.ts';

export type PricePolicy = Reply<'listPricePolicies'>['items'][number];
type NewPolicy = Operations['createPricePolicy']['input']['body'];
export type TimeFactor = NonNullable<NewPolicy['timeFactors']>[number];

export const chargeBases = ['booked', 'used', 'overage'] as const;
export const taxCategories = ['vat6', 'vat13', 'vat9', 'vat3', 'vat1', 'exempt'] as const;
export const amountFields = [
  'ratePerHour',
  'minimum',
  'setup',
  'operatorPerHour',
  'perSample',
  'perDay',
  'noShowFee',
] as const;
export type AmountField = (typeof amountFields)[number];

/** A price as the dialog holds it: amounts in yuan, days as local days. */
export interface PriceForm {
  form: Form;
  priceGroup: PriceGroup;
  firstDay: string;
  /** Empty for no end. */
  lastDay: string;
  chargeFor: (typeof chargeBases)[number];
  amounts: Record<AmountField, string>;
  cap: string;
  subsidyPercent: string;
  noticeHours: string;
  /** Empty with `isFullPrice`. */
  cancellationFee: string;
  isFullPrice: boolean;
  taxCategory: (typeof taxCategories)[number];
  timeFactors: TimeFactor[];
}

/** The amounts that make sense for a form of use. */
export const amountsOf: Record<Form, readonly AmountField[]> = {
  machineTime: ['ratePerHour', 'minimum', 'setup', 'operatorPerHour', 'noShowFee'],
  sample: ['perSample', 'minimum', 'setup'],
  termLease: ['perDay', 'minimum', 'setup'],
};

/** The JSON pointer of each amount in the body. */
export const amountPointers: Record<AmountField, string> = {
  ratePerHour: '/ratePerHourFen',
  minimum: '/minimumFen',
  setup: '/setupFen',
  operatorPerHour: '/operatorPerHourFen',
  perSample: '/perSampleFen',
  perDay: '/perDayFen',
  noShowFee: '/noShowFeeFen',
};

export function emptyPrice(at: Instant): PriceForm {
  const amounts = Object.fromEntries(amountFields.map((name) => [name, ''])) as Record<AmountField, string>;
  return {
    form: 'machineTime',
    priceGroup: 'enterprise',
    firstDay: dayOf(at, defaultZone),
    lastDay: '',
    chargeFor: 'booked',
    amounts,
    cap: '',
    subsidyPercent: '',
    noticeHours: '24',
    cancellationFee: '',
    isFullPrice: false,
    taxCategory: 'vat6',
    timeFactors: [],
  };
}

/** A new price with the terms of another one, from today on: prices are never edited, so this is how one changes. */
export function copyOf(policy: PricePolicy, at: Instant): PriceForm {
  const fee = 'feeFen' in policy.cancellation ? policy.cancellation.feeFen : undefined;
  return {
    ...emptyPrice(at),
    form: policy.form,
    priceGroup: policy.priceGroup,
    chargeFor: policy.chargeFor,
    amounts: {
      ratePerHour: yuanInput(policy.ratePerHourFen),
      minimum: yuanInput(policy.minimumFen),
      setup: yuanInput(policy.setupFen),
      operatorPerHour: yuanInput(policy.operatorPerHourFen),
      perSample: yuanInput(policy.perSampleFen),
      perDay: yuanInput(policy.perDayFen),
      noShowFee: yuanInput(policy.noShowFeeFen),
    },
    cap: yuanInput(policy.capFen),
    subsidyPercent: policy.subsidyPermille ? String(policy.subsidyPermille / 10) : '',
    noticeHours: String(policy.cancellation.noticeHours),
    cancellationFee: yuanInput(fee),
    isFullPrice: fee === undefined,
    taxCategory: policy.taxCategory,
    timeFactors: [...policy.timeFactors],
  };
}

/** Nothing written is nothing owed; what is no amount goes as -1, so that the server names the field. */
function fenOrNone(yuan: string): number {
  return yuan.trim() === '' ? 0 : (fenOf(yuan) ?? -1);
}

function startOf(day: string, zone: string): string {
  return new Date(instantOf(day, 0, zone)).toISOString();
}

/** The body of a new price. Days are whole local days: a price holds from the start of the first to the end of the last. */
export function newPolicyOf(price: PriceForm, instrumentId: string, zone: string): NewPolicy {
  const kept = amountsOf[price.form];
  const amounts = Object.fromEntries(
    amountFields.map((name) => [name, kept.includes(name) ? price.amounts[name] : '']),
  ) as PriceForm['amounts'];
  const noticeHours = Number(price.noticeHours) || 0;
  return {
    instrumentId,
    form: price.form,
    priceGroup: price.priceGroup,
    effectiveFrom: startOf(price.firstDay, zone),
    ...(price.lastDay && { effectiveUntil: new Date(instantOf(price.lastDay, 1440, zone)).toISOString() }),
    chargeFor: price.chargeFor,
    ...(amounts.ratePerHour.trim() !== '' && { ratePerHourFen: fenOrNone(amounts.ratePerHour) }),
    minimumFen: fenOrNone(amounts.minimum),
    setupFen: fenOrNone(amounts.setup),
    operatorPerHourFen: fenOrNone(amounts.operatorPerHour),
    perSampleFen: fenOrNone(amounts.perSample),
    perDayFen: fenOrNone(amounts.perDay),
    noShowFeeFen: fenOrNone(amounts.noShowFee),
    ...(price.cap.trim() !== '' && { capFen: fenOrNone(price.cap) }),
    subsidyPermille: Math.round((Number(price.subsidyPercent) || 0) * 10),
    cancellation: price.isFullPrice
      ? { noticeHours, fullPrice: true }
      : { noticeHours, feeFen: fenOrNone(price.cancellationFee) },
    taxCategory: price.taxCategory,
    timeFactors: price.timeFactors,
  };
}
