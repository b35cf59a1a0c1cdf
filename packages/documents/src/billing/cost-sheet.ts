import { type CostEvidence, type CostKind, costPerHour } from '@guanyi/domain/billing/cost-sheet';
import type { PricePolicy } from '@guanyi/domain/billing/price-policy';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { formatFen, shareOf } from '@guanyi/domain/kernel/money';
import { m } from '@guanyi/messages';
import { instantIn, type Locale, nameIn } from '@guanyi/messages/notification-text';
import type { PdfDocument } from '../pdf/document.ts';
import { contentHashOf, drawnProof, type Proof } from '../pdf/proof.ts';
import { taxCategoryIn } from '../statements/words.ts';

/** A price with what it was set by. */
export interface PrintedCostSheet {
  evidence: CostEvidence;
  policy: PricePolicy & { id: string; createdAt: number };
  zone: string;
}

/**
 * The evidence of a price, to be set as PDF: what a machine hour costs, part by part, and the terms that this led to. Pure; it leaves out
 * when the price ended, so that it stays the same.
 */
export function renderCostSheet(
  { evidence, policy, zone }: PrintedCostSheet,
  locale: Locale,
  proof?: Proof,
): PdfDocument {
  const t = { locale };
  const cost = costPerHour(evidence.sheet);
  const { instrument } = evidence;
  return {
    template: 'billing/cost-sheet.typ',
    at: policy.createdAt,
    data: {
      lang: locale,
      title: m.billing_cost_title({}, t),
      number: policy.id,
      issuer: nameIn(evidence.payee, locale),
      pageOf: m.statement_page_of({ page: '{page}', pages: '{pages}' }, t),
      facts: [
        [m.desk_csv_instrument({}, t), nameIn(instrument.name, locale)],
        [m.desk_csv_model({}, t), instrument.model],
        [m.lending_contract_asset({}, t), instrument.assetNumber],
        [m.billing_cost_lab({}, t), nameIn(evidence.lab, locale)],
        [m.billing_cost_day({}, t), localDay(zone, policy.createdAt)],
        [m.billing_cost_from({}, t), instantIn(policy.effectiveFrom, zone)],
      ],
      columns: [m.billing_cost_part({}, t), m.billing_cost_basis({}, t), m.billing_cost_hour({}, t)],
      rows: cost.parts.map(({ kind, perHourFen }) => [
        partNames[kind]({}, t),
        basisOf(kind, evidence, locale),
        formatFen(perHourFen),
      ]),
      total: [m.billing_cost_total({}, t), `¥ ${formatFen(cost.perHourFen)}`],
      termsTitle: m.billing_cost_terms({}, t),
      terms: termsOf(policy, cost.perHourFen, locale),
      notes: [m.billing_cost_note({}, t), m.statement_note_currency({}, t)],
      seal: m.billing_cost_seal({}, t),
      ...(proof ? drawnProof(proof, locale) : {}),
    },
  };
}

/** The hash of what a cost sheet states: the parts of the hour and the price that was set by them, not when that price ends. */
export function costSheetHash({ evidence, policy }: PrintedCostSheet): string {
  const { id, priceGroup, form, ratePerHourFen, setupFen, operatorPerHourFen, perSampleFen, perDayFen } = policy;
  const terms = [ratePerHourFen, setupFen, operatorPerHourFen, perSampleFen, perDayFen, policy.minimumFen];
  return contentHashOf([
    ...['costSheet', id, evidence.instrument.assetNumber, priceGroup, form, policy.taxCategory, policy.effectiveFrom],
    ...[...terms, policy.capFen ?? null],
    ...costPerHour(evidence.sheet).parts.flatMap(({ kind, perHourFen }) => [kind, perHourFen]),
  ]);
}

const partNames = {
  depreciation: m.billing_cost_depreciation,
  consumables: m.billing_cost_consumables,
  power: m.billing_cost_power,
  maintenance: m.billing_cost_maintenance,
  space: m.billing_cost_space,
} satisfies Record<CostKind, unknown>;

/** The figures that a part was computed from. */
function basisOf(kind: CostKind, { sheet }: CostEvidence, locale: Locale): string {
  const t = { locale };
  const hours = sheet.ratedHoursPerYear;
  switch (kind) {
    case 'depreciation':
      return m.billing_cost_of_value({ value: formatFen(sheet.valueFen), years: sheet.depreciationYears, hours }, t);
    case 'consumables':
      return m.billing_cost_of_hour({ amount: formatFen(sheet.consumablesPerHourFen) }, t);
    case 'power':
      return m.billing_cost_of_power({ watts: sheet.powerWatts, amount: formatFen(sheet.powerPerKwhFen) }, t);
    case 'maintenance':
      return m.billing_cost_of_year({ amount: formatFen(sheet.maintenancePerYearFen), hours }, t);
    case 'space':
      return m.billing_cost_of_space(
        { area: sheet.spaceSquareMetres, amount: formatFen(sheet.spacePerSquareMetreYearFen), hours },
        t,
      );
  }
}

const groups = {
  internal: m.ui_group_internal,
  partner: m.ui_group_partner,
  academic: m.ui_group_academic,
  sme: m.ui_group_sme,
  enterprise: m.ui_group_enterprise,
} satisfies Record<PricePolicy['priceGroup'], unknown>;

const forms = {
  machineTime: m.ui_form_machineTime,
  sample: m.ui_form_sample,
  termLease: m.ui_form_termLease,
} satisfies Record<PricePolicy['form'], unknown>;

/** The terms that are not nothing. */
function termsOf(policy: PricePolicy, costFen: number, locale: Locale): [string, string][] {
  const t = { locale };
  const share = costFen > 0 ? `${shareOf(1_000, policy.ratePerHourFen, costFen) / 10}%` : '–';
  const amounts: [string, number][] = [
    [m.billing_cost_setup({}, t), policy.setupFen],
    [m.billing_cost_operator({}, t), policy.operatorPerHourFen],
    [m.billing_cost_sample({}, t), policy.perSampleFen],
    [m.billing_cost_per_day({}, t), policy.perDayFen],
    [m.billing_cost_minimum({}, t), policy.minimumFen],
    [m.billing_cost_cap({}, t), policy.capFen ?? 0],
  ];
  return [
    [m.billing_cost_group({}, t), `${groups[policy.priceGroup]({}, t)} · ${forms[policy.form]({}, t)}`],
    [m.billing_cost_rate({}, t), `¥ ${formatFen(policy.ratePerHourFen)}`],
    [m.billing_cost_share({}, t), share],
    ...amounts.filter(([, fen]) => fen > 0).map(([name, fen]): [string, string] => [name, `¥ ${formatFen(fen)}`]),
    [m.statement_tax_category({}, t), taxCategoryIn(policy.taxCategory, locale)],
  ];
}
