import type { bankImport, payment } from '@guanyi/contracts/payments/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Operation } from '@guanyi/db/operations';
import type { PaymentView } from '@guanyi/db/payments/payment-queries';
import { paymentStatus, unallocatedFen } from '@guanyi/domain/payments/payment';
import type { z } from 'zod';
import type { Locale } from '../../locale.ts';
import { presentReport } from '../catalogue/present-import.ts';

export function presentPayment(view: PaymentView): z.input<typeof payment> {
  const { organisation, organisationId, payerAccount, importId, line, allocations, refunds, ...facts } = view;
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
