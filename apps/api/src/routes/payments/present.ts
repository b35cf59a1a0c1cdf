import type { Output } from '@guanyi/contracts/endpoint';
import type { getAgeingReport, suggestPaymentMatches } from '@guanyi/contracts/payments/allocation-endpoints';
import type { bankImport, payment } from '@guanyi/contracts/payments/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Operation } from '@guanyi/db/operations';
import type { AgeingRow } from '@guanyi/db/payments/ageing';
import type { OpenStatementView } from '@guanyi/db/payments/open-statements';
import type { PaymentView } from '@guanyi/db/payments/payment-queries';
import { sumBuckets } from '@guanyi/domain/payments/ageing';
import type { Suggestion } from '@guanyi/domain/payments/match';
import { paymentStatus, unallocatedFen } from '@guanyi/domain/payments/payment';
import type { z } from 'zod';
import type { Locale } from '../../locale.ts';
import { presentReport } from '../catalogue/present-import.ts';

export function presentPayment(view: PaymentView): z.input<typeof payment> {
  const { organisation, organisationId, payerAccount, importId, line, allocations, reversals, refunds, ...facts } =
    view;
  return {
    ...facts,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    status: paymentStatus(view),
    unallocatedFen: unallocatedFen(view),
    ...(organisationId ? { organisationId } : {}),
    ...(organisationId && organisation
      ? {
          organisation: {
            id: organisationId,
            name: { zh: organisation.nameZh, ...(organisation.nameEn ? { en: organisation.nameEn } : {}) },
          },
        }
      : {}),
    ...(payerAccount ? { payerAccount } : {}),
    ...(importId ? { importId } : {}),
    ...(line === null ? {} : { line }),
    allocations: allocations.map((one) => ({ ...one, at: formatInstant(Date.parse(one.at)) })),
    reversals: reversals.map((one) => ({ ...one, at: formatInstant(Date.parse(one.at)) })),
    refunds: refunds.map((one) => ({ ...one, at: formatInstant(Date.parse(one.at)) })),
  };
}

/** The operation of an import; one that is done carries its report beside its facts as well. */
export function presentBankImport(operation: Operation, locale: Locale): z.input<typeof bankImport> {
  const { createdAt, updatedAt, result, problem, ...facts } = operation;
  const shown = result && presentReport(result, locale);
  return {
    ...shown,
    ...facts,
    createdAt: formatInstant(createdAt),
    updatedAt: formatInstant(updatedAt),
    ...(shown ? { result: shown } : {}),
    ...(problem ? { problem } : {}),
  };
}

/** Suggestions with the numbers that people know statements by. */
export function presentMatches(
  suggestions: readonly Suggestion[],
  known: readonly OpenStatementView[],
  open: readonly OpenStatementView[],
): Output<typeof suggestPaymentMatches> {
  const numbers = new Map(known.map((statement) => [statement.statementId, statement.number]));
  return {
    suggestions: suggestions.map(({ allocations, reasons, isCertain }) => ({
      allocations: allocations.map((one) => ({ ...one, number: numbers.get(one.statementId) ?? '' })),
      reasons,
      isCertain,
    })),
    open: open.map(({ statementId, number, organisationId, organisation, period, dueOn, outstandingFen }) => ({
      ...{ statementId, number, period, outstandingFen },
      organisation: { id: organisationId, name: nameOf(organisation) },
      ...(dueOn ? { dueOn } : {}),
    })),
  };
}

export function presentAgeing(rows: readonly AgeingRow[], asOf: string): Output<typeof getAgeingReport> {
  return {
    asOf,
    items: rows.map(({ organisationId, organisation, oldestDueOn, remindedStep, ...row }) => ({
      ...row,
      organisation: { id: organisationId, name: nameOf(organisation) },
      ...(oldestDueOn ? { oldestDueOn } : {}),
      ...(remindedStep === null ? {} : { remindedStep }),
    })),
    total: sumBuckets(rows),
  };
}

function nameOf(row: { nameZh: string; nameEn: string | null }) {
  return { zh: row.nameZh, ...(row.nameEn ? { en: row.nameEn } : {}) };
}
