import { z } from 'zod';
import { day, fen, id, idText, instantText, localized, signedFen, stamps, text } from '../shapes.ts';
import { dayText, holding, units, unitsText } from './schemas.ts';

const namedHolding = holding.extend({ name: localized });

export const newDistribution = z.strictObject({ amountFen: fen.min(1), declaredOn: day });
export const stakeTransfer = z.strictObject({
  fromOrganisationId: id,
  toOrganisationId: id,
  units,
  reason: text(1_000),
});
export const stakeIssue = z.strictObject({ toOrganisationId: id, units, reason: text(1_000) });

export const venture = z.object({
  ...stamps,
  name: z.string(),
  /** `left` once the unit has left it. */
  status: z.enum(['active', 'left']),
  caseId: idText,
  caseNumber: z.string(),
  labId: idText,
  districtId: idText,
  instrumentId: idText,
  instrument: z.object({ id: idText, name: localized }),
  capitalFen: fen,
  valueFen: fen,
  cashFen: fen,
  agreed: z.object({ unitsIssued: unitsText, holdings: z.array(holding) }),
  unitsIssued: unitsText,
  holdings: z.array(namedHolding),
});

export const stakeRegister = z.object({
  ventureId: idText,
  unitsIssued: unitsText,
  holdings: z.array(namedHolding),
});

export const stakeEntry = z.object({
  id: idText,
  organisationId: idText,
  organisation: localized,
  /** Negative for what was given. */
  units: z.int(),
  kind: z.enum(['issue', 'transfer', 'cancel']),
  at: instantText,
});

export const distribution = z.object({
  ...stamps,
  ventureId: idText,
  amountFen: fen,
  declaredOn: dayText,
  parts: z.array(namedHolding.extend({ amountFen: fen })),
  /** Where the unit's part goes: its own budget, or the treasury for an administrative unit. */
  route: z.enum(['ownBudget', 'treasury', 'profit']),
});

export const stakeSimulation = z.object({
  valueFen: fen,
  capitalFen: fen,
  unitsIssued: unitsText,
  units: unitsText,
  cashFen: signedFen,
  /** What all others hold together, before and after. */
  otherUnits: unitsText,
});
