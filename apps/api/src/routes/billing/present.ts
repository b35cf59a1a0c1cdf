import type { charge as chargeSchema, priceLine, pricePolicy, usageRecord } from '@guanyi/contracts/billing/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { ChargeView } from '@guanyi/db/billing/charges';
import type { StoredPolicy } from '@guanyi/db/billing/policies';
import type { UsageView } from '@guanyi/db/billing/usage';
import type { LineKind, PriceLine } from '@guanyi/domain/billing/price-line';
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

const name = (row: { nameZh: string; nameEn: string | null }) => ({
  zh: row.nameZh,
  ...(row.nameEn ? { en: row.nameEn } : {}),
});

/** A line of a quote or a charge in the reader's language; seeds and old rows may lack parts and rule. */
export function presentLine(line: PriceLine, locale: Locale): z.input<typeof priceLine> {
  return {
    kind: line.kind,
    description: lineTexts[line.kind]({ quantity: line.quantity }, { locale }),
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
    ...optional('refersToChargeId', charge.refersToChargeId),
    pricePolicyId: charge.pricePolicyId,
    instrumentId: charge.instrumentId,
    labId: charge.labId,
    organisationId: charge.organisationId,
    payeeId: charge.payeeId,
    occurredAt: formatInstant(charge.occurredAt),
    lines: charge.lines.map((line) => presentLine(line, locale)),
    subtotalFen: charge.subtotalFen,
    taxFen: charge.taxFen,
    totalFen: charge.totalFen,
    instrument: { id: charge.instrumentId, name: name(charge.instrument), model: charge.instrument.model },
    organisation: { id: charge.organisationId, name: name(charge.organisation) },
  };
}
export function presentUsage(usage: UsageView): z.input<typeof usageRecord> {
  const instant = <K extends string>(key: K, at: number | null) =>
    optional(key, at === null ? null : formatInstant(at));
  return {
    id: usage.id,
    version: usage.version,
    createdAt: formatInstant(usage.createdAt),
    updatedAt: formatInstant(usage.updatedAt),
    status: usage.status,
    ...optional('problem', usage.problem),
    ...optional('bookingId', usage.bookingId),
    ...optional('bookingNumber', usage.bookingNumber),
    instrumentId: usage.instrumentId,
    labId: usage.labId,
    organisationId: usage.organisationId,
    source: usage.source,
    sourceId: usage.sourceId,
    from: formatInstant(usage.from),
    ...instant('until', usage.until),
    ...instant('bookedFrom', usage.bookedFrom),
    ...instant('bookedUntil', usage.bookedUntil),
    ...(usage.until === null ? {} : { usedMinutes: Math.max(1, Math.floor((usage.until - usage.from) / 60_000)) }),
    idleMinutes: usage.idleMinutes,
    ...optional('samples', usage.samples),
    serviceWay: usage.serviceWay,
    ...optional('chargeId', usage.chargeId),
    instrument: { id: usage.instrumentId, name: name(usage.instrument), model: usage.instrument.model },
    organisation: { id: usage.organisationId, name: name(usage.organisation) },
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

function optional<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return value === null ? {} : ({ [key]: value } as { [P in K]: V });
}
