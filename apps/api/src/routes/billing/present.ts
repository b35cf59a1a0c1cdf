import type { charge as chargeSchema, priceLine, pricePolicy } from '@guanyi/contracts/billing/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { ChargeView } from '@guanyi/db/billing/charges';
import type { StoredPolicy } from '@guanyi/db/billing/policies';
import type { ChargeKind, LineKind, PriceLine } from '@guanyi/domain/billing/price-line';
import { m } from '@guanyi/messages';
import type { z } from 'zod';
import type { Locale } from '../../locale.ts';

const lineTexts: Record<LineKind, (inputs: { quantity: number }, options: { locale: Locale }) => string> = {
  time: m.billing_line_time,
  operator: m.billing_line_operator,
  sample: m.billing_line_sample,
  day: m.billing_line_day,
  setup: (_, options) => m.billing_line_setup({}, options),
  minimum: (_, options) => m.billing_line_minimum({}, options),
  cap: (_, options) => m.billing_line_cap({}, options),
  subsidy: (_, options) => m.billing_line_subsidy({}, options),
  cancellation: (_, options) => m.billing_line_cancellation({}, options),
  noShow: (_, options) => m.billing_line_noShow({}, options),
  waiver: (_, options) => m.billing_line_waiver({}, options),
  adjustment: (_, options) => m.billing_line_adjustment({}, options),
};

/** A share has no kind of line of its own, yet it is no adjustment to whoever pays it. */
function lineText(line: PriceLine, locale: Locale): string {
  if (line.rule?.code === 'share') return m.billing_line_share({}, { locale });
  return lineTexts[line.kind]({ quantity: line.quantity }, { locale });
}

export const name = (row: { nameZh: string; nameEn: string | null }) => ({
  zh: row.nameZh,
  ...(row.nameEn ? { en: row.nameEn } : {}),
});

/** A line of a quote or a charge in the reader's language; seeds and old rows may lack parts and rule. */
export function presentLine(line: PriceLine, locale: Locale): z.input<typeof priceLine> {
  return {
    kind: line.kind,
    description: lineText(line, locale),
    quantity: line.quantity,
    unit: line.unit,
    unitPriceFen: line.unitPriceFen,
    amountFen: line.amountFen,
    taxCategory: line.taxCategory,
    taxFen: line.taxFen,
    ...(line.parts?.length
      ? {
          parts: line.parts.map((part) => ({
            ...part,
            from: formatInstant(part.from),
            until: formatInstant(part.until),
          })),
        }
      : {}),
    ...(line.rule ? { rule: line.rule } : {}),
  };
}

const isCorrection = (kind: ChargeKind) => kind === 'adjustment' || kind === 'waiver';

export function presentCharge(charge: ChargeView, locale: Locale): z.input<typeof chargeSchema> {
  return {
    id: charge.id,
    version: charge.version,
    createdAt: formatInstant(charge.createdAt),
    updatedAt: formatInstant(charge.updatedAt),
    kind: charge.kind,
    ...optional('bookingId', charge.bookingId),
    ...optional('bookingNumber', charge.bookingNumber),
    ...optional('usageRecordId', charge.usageRecordId),
    ...optional('leaseId', charge.leaseId),
    ...optional('loanId', charge.loanId),
    ...optional('refersToChargeId', charge.refersToChargeId),
    ...optional('pricePolicyId', charge.pricePolicyId),
    ...optional('projectCode', charge.projectCode),
    instrumentId: charge.instrumentId,
    labId: charge.labId,
    organisationId: charge.organisationId,
    payeeId: charge.payeeId,
    occurredAt: formatInstant(charge.occurredAt),
    lines: charge.lines.map((line) => presentLine(line, locale)),
    subtotalFen: charge.subtotalFen,
    taxFen: charge.taxFen,
    totalFen: charge.totalFen,
    ...(isCorrection(charge.kind) ? {} : { leftFen: charge.subtotalFen + charge.adjustedFen }),
    ...optional('reason', charge.reason),
    instrument: { id: charge.instrumentId, name: name(charge.instrument), model: charge.instrument.model },
    organisation: { id: charge.organisationId, name: name(charge.organisation) },
  };
}
export function presentPolicy(policy: StoredPolicy, now: number): z.input<typeof pricePolicy> {
  const { effectiveFrom, effectiveUntil, capFen, createdAt, updatedAt, ...terms } = policy;
  const hasEnded = effectiveUntil != null && effectiveUntil <= now;
  return {
    ...terms,
    status: hasEnded ? 'ended' : effectiveFrom > now ? 'scheduled' : 'active',
    createdAt: formatInstant(createdAt),
    updatedAt: formatInstant(updatedAt),
    effectiveFrom: formatInstant(effectiveFrom),
    ...(effectiveUntil == null ? {} : { effectiveUntil: formatInstant(effectiveUntil) }),
    ...(capFen == null ? {} : { capFen }),
  };
}

export function optional<K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } {
  return value == null ? {} : ({ [key]: value } as { [P in K]: V });
}
