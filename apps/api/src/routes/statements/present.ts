import { formatInstant } from '@guanyi/contracts/shapes';
import type {
  creditNote as creditNoteSchema,
  statement as statementSchema,
} from '@guanyi/contracts/statements/schemas';
import type { CreditNote } from '@guanyi/db/statements/credit-notes';
import type { StatementView } from '@guanyi/db/statements/statements';
import { outstandingFen } from '@guanyi/domain/statements/statement';
import type { z } from 'zod';

const nameOf = (row: { nameZh: string; nameEn: string | null }) => ({
  zh: row.nameZh,
  ...(row.nameEn ? { en: row.nameEn } : {}),
});

export function presentStatement(view: StatementView): z.input<typeof statementSchema> {
  const {
    payee,
    organisation,
    createdAt,
    updatedAt,
    issuedAt,
    taxInvoiceRef,
    remittanceRef,
    dueOn,
    voidReason,
    ...rest
  } = view;
  return {
    ...rest,
    charges: view.charges.map((line) => ({ ...line, occurredAt: formatInstant(line.occurredAt) })),
    createdAt: formatInstant(createdAt),
    updatedAt: formatInstant(updatedAt),
    payee: { id: view.payeeId, name: nameOf(payee) },
    organisation: { id: view.organisationId, name: nameOf(organisation) },
    outstandingFen: view.status === 'void' ? 0 : outstandingFen(view),
    ...(taxInvoiceRef === null ? {} : { taxInvoiceRef }),
    ...(remittanceRef === null ? {} : { remittanceRef }),
    ...(issuedAt === null ? {} : { issuedAt: formatInstant(issuedAt) }),
    ...(dueOn === null ? {} : { dueOn }),
    ...(voidReason === null ? {} : { voidReason }),
  };
}

export function presentCreditNote(note: CreditNote): z.input<typeof creditNoteSchema> {
  return { ...note, createdAt: formatInstant(note.createdAt), updatedAt: formatInstant(note.updatedAt) };
}
