import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import type { IconName } from '../../ui/icon.tsx';
import type { Tone } from '../../ui/tag.tsx';
import { type Instant, minuteMs } from '../../ui/zone.ts';

export type Usage = Reply<'listUsage'>['items'][number];
export type Charge = Reply<'listCharges'>['items'][number];

export type RowKind = Charge['kind'];

/** One thing that is owed for: a use with its charges, or a fee that no use stands behind. */
export interface FinanceRow {
  key: string;
  at: Instant;
  kind: RowKind;
  usage: Usage | undefined;
  charges: Charge[];
  instrument: Usage['instrument'];
  organisation: Usage['organisation'];
  bookingId: string | undefined;
  bookingNumber: string | undefined;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
}

function rowOf(key: string, first: Usage | Charge, usage: Usage | undefined, charges: Charge[]): FinanceRow {
  const sum = (pick: (charge: Charge) => number) => charges.reduce((total, charge) => total + pick(charge), 0);
  return {
    key,
    at: Date.parse('occurredAt' in first ? first.occurredAt : first.from),
    kind: usage ? 'usage' : (charges[0]?.kind ?? 'usage'),
    usage,
    charges,
    instrument: first.instrument,
    organisation: first.organisation,
    bookingId: first.bookingId,
    bookingNumber: first.bookingNumber,
    subtotalFen: sum(({ subtotalFen }) => subtotalFen),
    taxFen: sum(({ taxFen }) => taxFen),
    totalFen: sum(({ totalFen }) => totalFen),
  };
}

/** Uses with their charges, and charges without a use, latest first. A correction stands with the charge that it refers to. */
export function financeRows(usages: readonly Usage[], charges: readonly Charge[]): FinanceRow[] {
  const loaded = new Set(usages.map(({ id }) => id));
  const rootOf = new Map<string, string>();
  const known = new Map(charges.map((charge) => [charge.id, charge]));
  const findRoot = (charge: Charge): string => {
    const referred = charge.refersToChargeId ? known.get(charge.refersToChargeId) : undefined;
    return referred && referred.id !== charge.id ? findRoot(referred) : charge.id;
  };
  for (const charge of charges) rootOf.set(charge.id, findRoot(charge));
  const groupKey = (charge: Charge) => {
    const root = known.get(rootOf.get(charge.id) ?? charge.id) ?? charge;
    return root.usageRecordId && loaded.has(root.usageRecordId) ? root.usageRecordId : root.id;
  };
  const groups = new Map<string, Charge[]>();
  for (const charge of charges) {
    const key = groupKey(charge);
    const group = groups.get(key);
    if (group) group.push(charge);
    else groups.set(key, [charge]);
  }
  const rows = usages.map((usage) => rowOf(usage.id, usage, usage, groups.get(usage.id) ?? []));
  for (const [key, group] of groups) {
    const first = group.find(({ id }) => id === key) ?? group[0];
    if (!loaded.has(key) && first) rows.push(rowOf(key, first, undefined, group));
  }
  return rows.sort((a, b) => b.at - a.at);
}

export interface Variance {
  tone: Tone;
  icon: IconName;
  text: string;
  /** Minutes used beyond the booked end, negative for an early end; undefined where nothing can be compared. */
  minutes: number | undefined;
  /** Worth a look before it is settled. */
  isNotable: boolean;
}

const notable = (tone: Tone, text: string, minutes?: number): Variance => ({
  tone,
  icon: 'warn',
  text,
  minutes,
  isNotable: true,
});
const settled = (text: string, minutes?: number): Variance => ({
  tone: 'ok',
  icon: 'check',
  text,
  minutes,
  isNotable: false,
});

const feeTexts: Partial<Record<RowKind, () => string>> = {
  noShow: m.desk_variance_no_show,
  cancellation: m.desk_variance_cancelled,
  adjustment: m.desk_variance_adjusted,
  waiver: m.desk_variance_waived,
};

/** A meter that starts with the pump and stops with the fan is never exact to the minute. */
const meterToleranceMinutes = 10;

const meteredText = (minutes: number) =>
  minutes < 0 ? m.usage_metered_less({ n: -minutes }) : m.usage_metered_more({ n: minutes });

/** How the use differs from what was booked, in words. */
export function varianceOf(row: FinanceRow): Variance {
  const { usage } = row;
  if (!usage) return notable(row.kind === 'noShow' ? 'bad' : 'hm', (feeTexts[row.kind] ?? m.desk_variance_no_usage)());
  if (!usage.until) return notable('bad', m.desk_variance_no_end());
  if (!usage.bookedUntil) return notable('hm', m.desk_variance_no_booking());
  const minutes = Math.trunc((Date.parse(usage.until) - Date.parse(usage.bookedUntil)) / minuteMs);
  const metered = usage.variance.meteredMinutes;
  if (metered !== undefined && Math.abs(metered) > meterToleranceMinutes)
    return notable('bad', meteredText(metered), minutes);
  if (usage.status === 'problem') return notable('bad', m.desk_variance_problem(), minutes);
  if (minutes > 0) return notable('hm', m.desk_variance_over({ n: minutes }), minutes);
  return minutes < 0 ? settled(m.desk_variance_early({ n: -minutes }), minutes) : settled(m.desk_variance_none(), 0);
}

/** What stands under the amount: how it came about. */
export function amountNote(row: FinanceRow): string {
  if (row.charges.length === 0)
    return row.usage?.status === 'problem' ? m.desk_amount_problem() : m.desk_amount_waiting();
  if (row.charges.length > 1) return m.desk_amount_corrected();
  if (row.kind !== 'usage') return kindName(row.kind);
  return m.desk_amount_tax();
}

const kindNames: Record<RowKind, () => string> = {
  usage: m.desk_kind_usage,
  cancellation: m.desk_kind_cancellation,
  noShow: m.desk_kind_no_show,
  adjustment: m.desk_kind_adjustment,
  waiver: m.desk_kind_waiver,
  lease: m.usage_kind_lease,
  damage: m.usage_kind_damage,
  deposit: m.usage_kind_deposit,
  share: m.usage_kind_share,
};

export function kindName(kind: RowKind): string {
  return kindNames[kind]();
}
