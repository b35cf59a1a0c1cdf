import { localDay } from '@guanyi/domain/kernel/local-time';
import { m } from '@guanyi/messages';
import { instantIn, type Locale } from '@guanyi/messages/notification-text';
import { chargeKindIn } from '../statements/words.ts';
import type { Sheet } from './sheet.ts';

/** A name as rows of the database have it. */
interface Named {
  nameZh: string;
  nameEn: string | null;
}

interface ChargeRow {
  id: string;
  bookingNumber: string | null;
  refersToChargeId: string | null;
  kind: string;
  projectCode?: string | null;
  occurredAt: number;
  instrument: Named & { model: string };
  organisation: Named;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  reason?: string | null;
}

interface UsageRow {
  id: string;
  bookingNumber: string | null;
  source: string;
  sourceId: string;
  status: string;
  from: number;
  until: number | null;
  bookedFrom: number | null;
  bookedUntil: number | null;
  usedMinutes: number | null;
  idleMinutes: number;
  samples: number | null;
  instrument: Named & { model: string };
  organisation: Named;
}

interface PaymentRow {
  receivedOn: string;
  payer: string;
  reference: string;
  remark: string;
  status: string;
  amountFen: number;
  allocatedFen: number;
  refundedFen: number;
  unallocatedFen: number;
  organisation: Named | null;
}

interface StatementRow {
  number: string;
  period: string;
  status: string;
  organisation: Named;
  payee: Named;
  chargeCount: number;
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  voucherFen: number;
  paidFen: number;
  creditedFen: number;
  outstandingFen: number;
  dueOn: string | null;
  taxInvoiceRef: string | null;
  remittanceRef: string | null;
}

interface AgeingRow {
  organisation: Named;
  currentFen: number;
  days30Fen: number;
  days60Fen: number;
  days90Fen: number;
  olderFen: number;
  totalFen: number;
  oldestDueOn: string | null;
  statementCount: number;
}

const nameOf = (row: Named, locale: Locale) => (locale === 'en' && row.nameEn ? row.nameEn : row.nameZh);

type Word = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const wordOf = (words: Record<string, Word>, key: string, locale: Locale) => words[key]?.({}, { locale }) ?? key;

/** Charges as they are listed; days and times in `zone`. */
export function chargeSheet(rows: readonly ChargeRow[], zone: string, locale: Locale): Sheet {
  const t = { locale };
  return {
    heads: [
      m.desk_csv_day({}, t),
      m.desk_csv_booking({}, t),
      m.desk_csv_model({}, t),
      m.desk_csv_instrument({}, t),
      m.desk_csv_organisation({}, t),
      m.billing_sheet_project({}, t),
      m.desk_csv_kind({}, t),
      m.desk_csv_subtotal({}, t),
      m.desk_csv_tax({}, t),
      m.desk_csv_total({}, t),
      m.statement_reason({}, t),
      m.billing_sheet_charge({}, t),
      m.billing_sheet_refers({}, t),
    ],
    rows: rows.map((row) => [
      localDay(zone, row.occurredAt),
      row.bookingNumber,
      row.instrument.model,
      nameOf(row.instrument, locale),
      nameOf(row.organisation, locale),
      row.projectCode,
      chargeKindIn(row.kind, locale),
      { fen: row.subtotalFen },
      { fen: row.taxFen },
      { fen: row.totalFen },
      row.reason,
      row.id,
      row.refersToChargeId,
    ]),
  };
}

const usageStatuses = {
  problem: m.usage_status_problem,
  recorded: m.usage_status_recorded,
  confirmed: m.usage_status_confirmed,
  disputed: m.usage_status_disputed,
};

/** Uses as they are listed; `status` is the one of the moment of reading. */
export function usageSheet(rows: readonly UsageRow[], zone: string, locale: Locale): Sheet {
  const t = { locale };
  const clock = (at: number | null) => (at === null ? null : instantIn(at, zone));
  return {
    heads: [
      m.desk_csv_booking({}, t),
      m.desk_csv_model({}, t),
      m.desk_csv_instrument({}, t),
      m.desk_csv_organisation({}, t),
      m.desk_csv_booked_from({}, t),
      m.desk_csv_booked_until({}, t),
      m.desk_csv_used_from({}, t),
      m.desk_csv_used_until({}, t),
      m.desk_csv_used_minutes({}, t),
      m.billing_sheet_idle({}, t),
      m.billing_sheet_samples({}, t),
      m.desk_status({}, t),
      m.billing_sheet_source({}, t),
      m.billing_sheet_source_id({}, t),
    ],
    rows: rows.map((row) => [
      row.bookingNumber,
      row.instrument.model,
      nameOf(row.instrument, locale),
      nameOf(row.organisation, locale),
      clock(row.bookedFrom),
      clock(row.bookedUntil),
      clock(row.from),
      clock(row.until),
      row.usedMinutes,
      row.idleMinutes,
      row.samples,
      wordOf(usageStatuses, row.status, locale),
      row.source,
      row.sourceId,
    ]),
  };
}

const paymentStatuses = {
  unallocated: m.payments_status_unallocated,
  partlyAllocated: m.payments_status_partlyAllocated,
  allocated: m.payments_status_allocated,
  refunded: m.payments_status_refunded,
};

/** Payments as they are listed. */
export function paymentSheet(rows: readonly PaymentRow[], locale: Locale): Sheet {
  const t = { locale };
  return {
    heads: [
      m.payments_received_on({}, t),
      m.payments_payer({}, t),
      m.desk_csv_organisation({}, t),
      m.payments_reference({}, t),
      m.payments_remark({}, t),
      m.desk_status({}, t),
      m.payments_amount({}, t),
      m.billing_sheet_matched({}, t),
      m.billing_sheet_refunded({}, t),
      m.payments_free({}, t),
    ],
    rows: rows.map((row) => [
      row.receivedOn,
      row.payer,
      row.organisation && nameOf(row.organisation, locale),
      row.reference,
      row.remark,
      wordOf(paymentStatuses, row.status, locale),
      { fen: row.amountFen },
      { fen: row.allocatedFen },
      { fen: row.refundedFen },
      { fen: row.unallocatedFen },
    ]),
  };
}

const statementStatuses = {
  draft: m.statement_status_draft,
  issued: m.statement_status_issued,
  partlyPaid: m.statement_status_partlyPaid,
  paid: m.statement_status_paid,
  void: m.statement_status_void,
};

/** Statements as they are listed. */
export function statementListSheet(rows: readonly StatementRow[], locale: Locale): Sheet {
  const t = { locale };
  const amounts = [
    'subtotalFen',
    'taxFen',
    'totalFen',
    'voucherFen',
    'paidFen',
    'creditedFen',
    'outstandingFen',
  ] as const;
  return {
    heads: [
      m.statement_number({}, t),
      m.statement_period({}, t),
      m.desk_status({}, t),
      m.statement_customer({}, t),
      m.statement_payee({}, t),
      m.statement_count({}, t),
      m.statement_subtotal({}, t),
      m.statement_tax({}, t),
      m.statement_total({}, t),
      m.statement_voucher({}, t),
      m.statement_paid({}, t),
      m.statement_credited({}, t),
      m.statement_outstanding({}, t),
      m.statement_due({}, t),
      m.statement_tax_invoice({}, t),
      m.statement_remittance({}, t),
    ],
    rows: rows.map((row) => [
      row.number,
      row.period,
      wordOf(statementStatuses, row.status, locale),
      nameOf(row.organisation, locale),
      nameOf(row.payee, locale),
      row.chargeCount,
      ...amounts.map((name) => ({ fen: row[name] })),
      row.dueOn,
      row.taxInvoiceRef,
      row.remittanceRef,
    ]),
  };
}

/** What customers owe by age, as the report shows it. */
export function ageingSheet(rows: readonly AgeingRow[], locale: Locale): Sheet {
  const t = { locale };
  const buckets = ['currentFen', 'days30Fen', 'days60Fen', 'days90Fen', 'olderFen', 'totalFen'] as const;
  return {
    heads: [
      m.statement_customer({}, t),
      m.payments_age_current({}, t),
      m.payments_age_30({}, t),
      m.payments_age_60({}, t),
      m.payments_age_90({}, t),
      m.payments_age_older({}, t),
      m.billing_sheet_sum({}, t),
      m.billing_sheet_oldest({}, t),
      m.statement_desk_title({}, t),
    ],
    rows: rows.map((row) => [
      nameOf(row.organisation, locale),
      ...buckets.map((name) => ({ fen: row[name] })),
      row.oldestDueOn,
      row.statementCount,
    ]),
  };
}
