import { z } from 'zod';
import { idText, instantText, localized, signedFen, stamps } from '../shapes.ts';

export const statementStatus = z.enum(['draft', 'issued', 'partlyPaid', 'paid', 'void']);

/** A calendar month. */
export const periodText = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .max(7);

const party = z.object({ id: idText, name: localized });

export const creditNote = z.object({
  ...stamps,
  number: z.string(),
  statementId: idText,
  organisationId: idText,
  payeeId: idText,
  reason: z.string(),
  /** Amounts taken back, before tax and the tax of them. */
  lines: z.array(z.object({ chargeId: idText, amountFen: signedFen, taxFen: signedFen })),
  subtotalFen: signedFen,
  taxFen: signedFen,
  totalFen: signedFen,
});

export const statement = z.object({
  ...stamps,
  number: z.string(),
  status: statementStatus,
  organisationId: idText,
  payeeId: idText,
  organisation: party,
  payee: party,
  period: z.string(),
  chargeCount: z.int(),
  charges: z.array(
    z.object({
      chargeId: idText,
      labId: idText,
      occurredAt: instantText,
      subtotalFen: signedFen,
      taxFen: signedFen,
      totalFen: signedFen,
      /** Taken back by credit notes, before tax. */
      creditedFen: signedFen,
    }),
  ),
  subtotalFen: signedFen,
  taxFen: signedFen,
  totalFen: signedFen,
  /** Means of payment and corrections: what is outstanding is the total less these three. */
  voucherFen: signedFen,
  paidFen: signedFen,
  creditedFen: signedFen,
  outstandingFen: signedFen,
  taxInvoiceRef: z.string().optional(),
  remittanceRef: z.string().optional(),
  issuedAt: instantText.optional(),
  dueOn: z.string().optional(),
  voidReason: z.string().optional(),
  creditNotes: z.array(creditNote).optional(),
});
