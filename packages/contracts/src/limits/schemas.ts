import { z } from 'zod';
import { fen, idText, localized, signedFen, stamps } from '../shapes.ts';

export const projectBudget = z.object({
  ...stamps,
  organisationId: idText,
  projectCode: z.string(),
  limitFen: fen,
  kind: z.enum(['hard', 'soft']),
  /** Quoted totals of bookings that are not charged yet. */
  reservedFen: fen,
  /** Charges of the project's bookings, adjustments included. */
  spentFen: signedFen,
  /** What is left; negative once a soft budget is exceeded. */
  availableFen: signedFen,
});

const party = z.object({ id: idText, name: localized });

export const creditLimit = z.object({
  ...stamps,
  payeeId: idText,
  organisationId: idText,
  limitFen: fen,
  /** The sum of the three parts below. */
  exposureFen: signedFen,
  /** Quoted totals of bookings that are not charged yet. */
  reservedFen: fen,
  /** Charges that are on no issued statement. */
  unbilledFen: signedFen,
  /** Left to be paid of issued statements. */
  outstandingFen: fen,
  /** The part of it whose day of payment has passed: while there is any, nothing new can be booked. */
  overdueFen: fen,
  organisation: party,
  payee: party,
});
