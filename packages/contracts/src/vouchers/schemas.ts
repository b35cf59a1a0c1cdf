import { z } from 'zod';
import { fen, idText, instantText, localized, regionCode, stamps } from '../shapes.ts';
import { mode } from '../vocabulary.ts';

export const settle = z.enum(['deduct', 'reimburse']);
const party = z.object({ id: idText, name: localized });

export const voucherProgramme = z.object({
  ...stamps,
  sponsor: party,
  name: z.string(),
  region: regionCode,
  year: z.int(),
  capPerOrganisationFen: fen,
  sharePermille: z.int(),
  modes: z.array(mode),
  settle,
  issuedFen: fen,
  usedFen: fen,
});

export const voucher = z.object({
  ...stamps,
  status: z.enum(['open', 'used']),
  number: z.string(),
  programmeId: idText,
  organisationId: idText,
  organisation: party,
  programme: z.object({
    name: z.string(),
    region: z.string(),
    year: z.int(),
    sharePermille: z.int(),
    modes: z.array(mode),
    settle,
  }),
  amountFen: fen,
  usedFen: fen,
  /** What can still be had from it: what is left of the voucher, within what is left of the organisation's cap. */
  leftFen: fen,
  redemptions: z.array(z.object({ statementId: idText, amountFen: fen, at: instantText })),
});

/** The voucher after it was applied, and what became of the statement. */
export const appliedVoucher = voucher.extend({
  statementId: idText,
  /** What the voucher covers of the statement. */
  coveredFen: fen,
  /** Deducted from the statement by vouchers; 0 when the sponsor reimburses the customer. */
  voucherFen: fen,
  outstandingFen: fen,
});
