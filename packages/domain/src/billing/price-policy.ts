import type { Instant } from '../kernel/window.ts';

export const FORMS = ['machineTime', 'sample', 'termLease'] as const;
export type Form = (typeof FORMS)[number];

export const PRICE_GROUPS = ['internal', 'partner', 'academic', 'sme', 'enterprise'] as const;
export type PriceGroup = (typeof PRICE_GROUPS)[number];

export const TAX_CATEGORIES = ['vat6', 'vat13', 'vat9', 'vat3', 'vat1', 'exempt'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

export const CHARGE_BASES = ['booked', 'used', 'overage'] as const;
export type ChargeBasis = (typeof CHARGE_BASES)[number];

export const SERVICE_WAYS = ['selfOperated', 'guided', 'commissioned', 'remote', 'other'] as const;
export type ServiceWay = (typeof SERVICE_WAYS)[number];

/** From this billed minute of a charge on, the hourly rate is another. */
export interface RateStep {
  fromMinute: number;
  ratePerHourFen: number;
}

/** A multiplier for a part of the day, local times `HH:MM`; 800 is 20 % off, 2000 double, 0 free. */
export interface TimeFactor {
  days: 'weekday' | 'weekend' | 'holiday' | 'any';
  from: string;
  until: string;
  permille: number;
}

export type CancellationTerms =
  | { noticeHours: number; feeFen: number; fullPrice?: undefined }
  | { noticeHours: number; fullPrice: true; feeFen?: undefined };

/** Everything that decides an amount. Prices exclude tax. */
export interface PriceTerms {
  form: Form;
  chargeFor: ChargeBasis;
  ratePerHourFen: number;
  steps: RateStep[];
  timeFactors: TimeFactor[];
  setupFen: number;
  operatorPerHourFen: number;
  perSampleFen: number;
  perDayFen: number;
  minimumFen: number;
  capFen?: number | null;
  subsidyPermille: number;
  cancellation: CancellationTerms;
  noShowFeeFen: number;
  taxCategory: TaxCategory;
}

/** Price terms for one instrument, form and price group over a half-open period of booked starts. */
export interface PricePolicy extends PriceTerms {
  instrumentId: string;
  priceGroup: PriceGroup;
  effectiveFrom: Instant;
  effectiveUntil?: Instant | null;
}

/** What decides the price group of a customer. */
export interface PricedCustomer {
  organisationId: string;
  kind: 'customsDistrict' | 'enterprise' | 'university' | 'institute' | 'government';
  /** An enterprise whose small or medium size has been verified. */
  isVerifiedSme?: boolean;
  isAllianceMember?: boolean;
}

/**
 * The one price group of a customer at the instruments of a district, without fallback: where that group has no policy
 * the price is missing. The own district is internal, other districts and alliance members are partners; so are bodies
 * of government, which share instruments as districts do.
 */
export function priceGroupOf(customer: PricedCustomer, ownerDistrictId: string): PriceGroup {
  if (customer.organisationId === ownerDistrictId) return 'internal';
  if (customer.isAllianceMember) return 'partner';
  switch (customer.kind) {
    case 'university':
    case 'institute':
      return 'academic';
    case 'enterprise':
      return customer.isVerifiedSme ? 'sme' : 'enterprise';
    case 'customsDistrict':
    case 'government':
      return 'partner';
    default:
      return unknownKind(customer.kind);
  }
}

/**
 * The policy whose period holds `at`: the booked start, or the start of a walk-up use. It prices the whole booking with
 * its overage. `null` when the price is missing.
 */
export function policyInForce<P extends Pick<PricePolicy, 'form' | 'priceGroup' | 'effectiveFrom' | 'effectiveUntil'>>(
  policies: readonly P[],
  wanted: { form: Form; priceGroup: PriceGroup; at: Instant },
): P | null {
  const match = policies.find(
    (policy) => policy.form === wanted.form && policy.priceGroup === wanted.priceGroup && isInForce(policy, wanted.at),
  );
  return match ?? null;
}

function isInForce(policy: Pick<PricePolicy, 'effectiveFrom' | 'effectiveUntil'>, at: Instant): boolean {
  return policy.effectiveFrom <= at && at < (policy.effectiveUntil ?? Number.POSITIVE_INFINITY);
}

function unknownKind(kind: never): never {
  throw new Error(`no price group for organisations of kind ${String(kind)}`);
}
