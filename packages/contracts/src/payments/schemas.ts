import { z } from 'zod';
import { operation } from '../platform/schemas.ts';
import { fen, idText, instantText, localized, stamps } from '../shapes.ts';

export const paymentMethod = z.enum(['bankTransfer', 'other']);
export const paymentStatus = z.enum(['unallocated', 'partlyAllocated', 'allocated', 'refunded']);

export const payment = z.object({
  ...stamps,
  status: paymentStatus,
  /** The district that received it. */
  payeeId: idText,
  /** Missing while nobody knows whose money it is. */
  organisationId: idText.optional(),
  organisation: z.object({ id: idText, name: localized }).optional(),
  payer: z.string(),
  payerAccount: z.string().optional(),
  reference: z.string(),
  remark: z.string(),
  method: paymentMethod,
  receivedOn: z.iso.date(),
  amountFen: fen,
  allocatedFen: fen,
  refundedFen: fen,
  unallocatedFen: fen,
  importId: idText.optional(),
  /** Line of the imported file. */
  line: z.int().optional(),
  /** What went to statements and stands. */
  allocations: z.array(
    z.object({ id: idText, statementId: idText, number: z.string(), amountFen: fen, at: instantText }),
  ),
  /** What went to statements and was taken back. */
  reversals: z.array(
    z.object({
      allocationId: idText,
      statementId: idText,
      number: z.string(),
      amountFen: fen,
      reason: z.string(),
      at: instantText,
    }),
  ),
  refunds: z.array(z.object({ amountFen: fen, reason: z.string(), at: instantText })),
});

const rejectedRow = z.object({
  line: z.int(),
  column: z.string().optional(),
  code: z.enum([
    'incomplete-row',
    'unreadable-amount',
    'unreadable-day',
    'missing-reference',
    'missing-payer',
    'period-closed',
  ]),
  value: z.string().optional(),
  message: z.string(),
});

/** What has come of a bank's file. */
export const bankImportResult = z.object({
  /** Receipts whose number and amount agree with a statement; they are allocated. */
  matched: z.int(),
  /** New receipts that wait for a person. */
  unmatched: z.int(),
  /** Receipts that were on record already; nothing was changed. */
  duplicates: z.int(),
  rejected: z.array(rejectedRow),
  rejectedCount: z.int(),
  /** Rows of money that went out. */
  ignored: z.int(),
  layout: z.enum(['icbc', 'ccb', 'abc', 'plain']),
  encoding: z.string(),
});

/** The operation; when the file was entered at once the report stands beside its facts too. */
export const bankImport = operation.extend(bankImportResult.partial().shape);
