import { PRICE_GROUPS } from '@guanyi/domain/billing/price-policy';
import type { ReservedSql } from 'postgres';
import { type CopyValue, copyInto } from './copy.ts';
import type { Instrument } from './instruments.ts';
import type { NationalPlan } from './plan.ts';
import { type PriceList, policyIdOf } from './prices.ts';
import { ruleTemplates } from './rules.ts';
import { searchTermsMaker } from './search.ts';

const instrumentColumns = [
  'lab_id',
  'id',
  'asset_number',
  'name_zh',
  'name_en',
  'model',
  'manufacturer',
  'class_scheme',
  'class_edition',
  'class_code',
  'disciplines',
  'acquired_on',
  'original_value_fen',
  'funding_source',
  'customs_supervised_until',
  'location',
  'region',
  'lab_level',
  'alliances',
  'accreditations',
  'district_id',
  'modes',
  'forms',
  'price_from_fen',
  'search_tokens',
  'search_text',
  'is_generated',
  'created_at',
  'updated_at',
];

export async function loadInstruments(connection: ReservedSql, plan: NationalPlan): Promise<number> {
  const copy = await copyInto(connection, 'instruments', instrumentColumns);
  const searchTerms = searchTermsMaker(plan.vocabulary);
  for (const instrument of plan.instruments) {
    const { lab, classCode } = instrument;
    const assetNumber = `${lab.code}-${String(instrument.ordinal + 1).padStart(6, '0')}`;
    const terms = searchTerms(instrument, assetNumber);
    const at = new Date(instrument.createdMs).toISOString();
    const acquiredOn = new Date(plan.days.at(0, 480) + instrument.acquiredDay * 86_400_000).toISOString().slice(0, 10);
    const supervised = instrument.supervisedUntilDay;
    const supervisedUntil =
      supervised === null ? null : new Date(plan.days.at(0, 480) + supervised * 86_400_000).toISOString().slice(0, 10);
    const values: CopyValue[] = [
      lab.id,
      instrument.id,
      assetNumber,
      instrument.nameZh,
      instrument.nameEn,
      instrument.model,
      instrument.manufacturer,
      classCode.scheme,
      classCode.edition,
      classCode.code,
      instrument.disciplines,
      acquiredOn,
      instrument.valueFen,
      instrument.fundingSource,
      supervisedUntil,
      `${1 + (instrument.ordinal % 12)}-${100 + (instrument.ordinal % 37)}`,
      lab.region,
      lab.level,
      lab.alliances,
      lab.accreditations,
      lab.district.id,
      modesOf(instrument),
      instrument.forms,
      priceFrom(instrument, plan),
      terms.tokens,
      terms.text,
      true,
      at,
      at,
    ];
    copy.row(values);
    await copy.flush();
  }
  return copy.end();
}

function modesOf(instrument: Instrument): string[] {
  return [
    ...(instrument.forms.length > 0 ? ['rent'] : []),
    ...(instrument.isLent ? ['loan'] : []),
    ...(instrument.isForEquity ? ['equity'] : []),
  ];
}

/** The lowest hourly rate of any group, as the catalogue shows it. */
function priceFrom(instrument: Instrument, plan: NationalPlan): number | null {
  return instrument.forms.includes('machineTime')
    ? Math.min(...Object.values(plan.pricesOf(instrument).ratePerHourFen))
    : null;
}

export async function loadOfferings(connection: ReservedSql, plan: NationalPlan): Promise<number> {
  const copy = await copyInto(connection, 'offerings', [
    'lab_id',
    'instrument_id',
    'mode',
    'forms',
    'approval',
    'eligibility',
    'deposit_fen',
    'created_at',
    'updated_at',
  ]);
  const eligibility = {
    json: { project: '仪器开放共享', statutoryExclusive: false, secret: false, titleClear: true, condition: 'normal' },
  };
  for (const instrument of plan.instruments) {
    const at = new Date(instrument.createdMs).toISOString();
    for (const mode of modesOf(instrument)) {
      const isRent = mode === 'rent';
      const deposit = mode === 'loan' ? Math.round(instrument.valueFen / 10) : null;
      copy.row([
        instrument.lab.id,
        instrument.id,
        mode,
        isRent ? instrument.forms : [],
        isRent ? instrument.approval : 'chain',
        eligibility,
        deposit,
        at,
        at,
      ]);
    }
    await copy.flush();
  }
  return copy.end();
}

export async function loadBookingRules(connection: ReservedSql, plan: NationalPlan): Promise<number> {
  const columns = [
    'lab_id',
    'instrument_id',
    'weekly',
    'slot_minutes',
    'min_minutes',
    'max_minutes',
    'lead_minutes',
    'horizon_days',
    'setup_minutes',
    'teardown_minutes',
    'closed_on_holidays',
    'no_show_minutes',
    'quotas',
    'qualification_ids',
    'created_at',
    'updated_at',
  ];
  const copy = await copyInto(connection, 'booking_rules', columns);
  for (const instrument of plan.instruments) {
    if (instrument.forms.length === 0) continue;
    const { rules } = ruleTemplates[instrument.template]!;
    const at = new Date(instrument.createdMs).toISOString();
    copy.row([
      instrument.lab.id,
      instrument.id,
      { json: rules.weekly },
      rules.slotMinutes,
      rules.minMinutes,
      rules.maxMinutes,
      rules.leadMinutes,
      rules.horizonDays,
      rules.setupMinutes,
      rules.teardownMinutes,
      rules.closedOnHolidays,
      rules.noShowMinutes,
      { json: rules.quotas },
      rules.qualificationIds,
      at,
      at,
    ]);
    await copy.flush();
  }
  return copy.end();
}

const policyColumns = [
  'lab_id',
  'id',
  'instrument_id',
  'form',
  'price_group',
  'effective',
  'charge_for',
  'rate_per_hour_fen',
  'steps',
  'time_factors',
  'setup_fen',
  'operator_per_hour_fen',
  'per_sample_fen',
  'per_day_fen',
  'minimum_fen',
  'cap_fen',
  'subsidy_permille',
  'cancellation',
  'no_show_fee_fen',
  'tax_category',
  'created_at',
  'updated_at',
];

export async function loadPolicies(connection: ReservedSql, plan: NationalPlan): Promise<number> {
  const copy = await copyInto(connection, 'price_policies', policyColumns);
  const at = new Date(plan.policiesMs).toISOString();
  for (const instrument of plan.instruments) {
    const prices = plan.pricesOf(instrument);
    for (const form of instrument.forms) {
      for (const row of policiesOf(instrument, form, prices, plan)) copy.row([...row, at, at]);
    }
    await copy.flush();
  }
  return copy.end();
}

const formPositions = { machineTime: 0, sample: 1, termLease: 2 };

/** One policy for every price group, in force from before the first booking and without an end. */
function policiesOf(
  instrument: Instrument,
  form: Instrument['forms'][number],
  prices: PriceList,
  plan: NationalPlan,
): CopyValue[][] {
  const effective = `[${new Date(plan.policiesMs).toISOString()},)`;
  const cancellation = { json: { noticeHours: 24, feeFen: 5_000 } };
  return PRICE_GROUPS.map((group, i) => {
    const rate = prices.ratePerHourFen[group];
    const isTime = form === 'machineTime';
    const id = isTime
      ? prices.policyIds[group]
      : policyIdOf(plan.run.seed, instrument.ordinal, formPositions[form] * PRICE_GROUPS.length + i, plan.policiesMs);
    return [
      instrument.lab.id,
      id,
      instrument.id,
      form,
      group,
      effective,
      prices.chargeFor,
      isTime ? rate : 0,
      { json: [] },
      { json: [] },
      isTime ? prices.setupFen : 0,
      isTime ? prices.operatorPerHourFen : 0,
      form === 'sample' ? rate * 2 : 0,
      form === 'termLease' ? rate * 5 : 0,
      isTime ? rate * prices.minimumHours : 0,
      null,
      0,
      cancellation,
      5_000,
      form === 'termLease' ? 'vat13' : 'vat6',
    ];
  });
}
