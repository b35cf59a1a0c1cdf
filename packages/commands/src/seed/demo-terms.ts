import type { StoredPolicy } from '@guanyi/db/billing/policies';
import type { Form, PriceGroup, PriceTerms } from '@guanyi/domain/billing/price-policy';
import type { BookingRules, WeeklyWindow } from '@guanyi/domain/scheduling/booking-rules';

export type RulesName = 'day' | 'evening' | 'week' | 'round';

const on = (days: readonly number[], from: string, until: string): WeeklyWindow[] =>
  days.map((day) => ({ day, from, until }));
const workdays = [1, 2, 3, 4, 5];
const allDays = [1, 2, 3, 4, 5, 6, 7];

const common = { horizonDays: 90, noShowMinutes: 30, quotas: [], qualificationIds: [] };

/** Four ways to open a laboratory: office hours, into the evening, every day, round the clock. */
const opening: Record<RulesName, Omit<BookingRules, 'setupMinutes' | 'teardownMinutes'>> = {
  day: {
    ...common,
    weekly: on(workdays, '08:30', '17:30'),
    ...{ slotMinutes: 30, minMinutes: 30, maxMinutes: 480, leadMinutes: 60, closedOnHolidays: true },
  },
  evening: {
    ...common,
    weekly: on([...workdays, 6], '08:00', '22:00'),
    ...{ slotMinutes: 30, minMinutes: 60, maxMinutes: 720, leadMinutes: 60, closedOnHolidays: true },
  },
  week: {
    ...common,
    weekly: on(allDays, '08:00', '20:00'),
    ...{ slotMinutes: 30, minMinutes: 30, maxMinutes: 480, leadMinutes: 30, closedOnHolidays: true },
  },
  round: {
    ...common,
    weekly: on(allDays, '00:00', '24:00'),
    ...{ slotMinutes: 15, minMinutes: 15, maxMinutes: 2_880, leadMinutes: 0, closedOnHolidays: false },
  },
};

export function demoRules(name: RulesName, extras: readonly string[]): BookingRules {
  return {
    ...opening[name],
    setupMinutes: extras.includes('setup') ? 15 : 0,
    teardownMinutes: extras.includes('teardown') ? 30 : 0,
  };
}

/** What each group pays of the list price, and how much of that a programme bears. */
const groups: readonly { priceGroup: PriceGroup; permille: number; subsidyPermille: number }[] = [
  { priceGroup: 'enterprise', permille: 1_000, subsidyPermille: 0 },
  { priceGroup: 'sme', permille: 900, subsidyPermille: 200 },
  { priceGroup: 'academic', permille: 600, subsidyPermille: 0 },
  { priceGroup: 'partner', permille: 500, subsidyPermille: 0 },
  { priceGroup: 'internal', permille: 250, subsidyPermille: 0 },
];

const noPrice: Omit<PriceTerms, 'form'> = {
  chargeFor: 'booked',
  ratePerHourFen: 0,
  steps: [],
  timeFactors: [],
  setupFen: 0,
  operatorPerHourFen: 0,
  perSampleFen: 0,
  perDayFen: 0,
  minimumFen: 0,
  subsidyPermille: 0,
  cancellation: { noticeHours: 0, feeFen: 0 },
  noShowFeeFen: 0,
  taxCategory: 'vat6',
};

/** List prices in yuan. */
export interface ListPrices {
  perHour: number;
  perSample: number;
  perDay: number;
}

/** The price policies of one form, one for each group. */
export function demoPrices(
  form: Form,
  list: ListPrices,
  extras: readonly string[],
): Omit<DemoPolicy, 'effectiveFrom'>[] {
  return groups.map(({ priceGroup, permille, subsidyPermille }) => ({
    priceGroup,
    ...termsOf(form, list, extras, (yuan) => Math.round((yuan * permille) / 10)),
    subsidyPermille,
  }));
}

export type DemoPolicy = Omit<
  StoredPolicy,
  'id' | 'labId' | 'instrumentId' | 'version' | 'createdAt' | 'updatedAt' | 'hasCostSheet'
>;

function termsOf(form: Form, list: ListPrices, extras: readonly string[], fen: (yuan: number) => number): PriceTerms {
  if (form === 'sample') return { ...noPrice, form, perSampleFen: fen(list.perSample) };
  if (form === 'termLease') return { ...noPrice, form, perDayFen: fen(list.perDay), taxCategory: 'vat13' };
  const hour = fen(list.perHour);
  return {
    ...noPrice,
    form,
    chargeFor: extras.includes('overage') ? 'overage' : 'booked',
    ratePerHourFen: hour,
    timeFactors: extras.includes('evening') ? [{ days: 'any', from: '17:00', until: '24:00', permille: 800 }] : [],
    setupFen: extras.includes('setup') ? fen(80) : 0,
    operatorPerHourFen: fen(120),
    minimumFen: extras.includes('minimum') ? hour : 0,
    cancellation: { noticeHours: 24, feeFen: Math.round(hour / 2) },
    noShowFeeFen: hour,
  };
}
