import { regionPrefix } from '../identity/reach.ts';
import { permilleCutDown } from '../kernel/money.ts';

export type VoucherMode = 'rent' | 'loan' | 'equity';

/** What a programme pays for, and how much of it. */
export interface VoucherProgramme {
  /** Division code of the customers that it is for, two to six digits. */
  region: string;
  /** Calendar year of the statements that it pays. */
  year: number;
  /** What one organisation may have from it altogether, over all its vouchers. */
  capPerOrganisationFen: number;
  /** Share of a statement that it covers, 1 to 1000. */
  sharePermille: number;
  modes: readonly VoucherMode[];
}

export type VoucherFault = 'wrong-region' | 'wrong-year' | 'nothing-eligible';

/** Whether an organisation may have a voucher of the programme: it lies in the programme's region. */
export function judgeRegion(
  programme: Pick<VoucherProgramme, 'region'>,
  organisationRegion: string,
): VoucherFault | undefined {
  return organisationRegion.startsWith(regionPrefix(programme.region)) ? undefined : 'wrong-region';
}

/** One charge of a statement as far as a voucher asks about it. Amounts in fen with tax; corrections are negative. */
export interface StatedPart {
  mode: VoucherMode;
  /** Fees, damages and deposits are no service, and statutory inspection is never an order: a voucher pays none of them. */
  isService: boolean;
  totalFen: number;
}

/**
 * What of a statement a programme may pay a share of: services of its modes, with tax, in its year.
 * @param statement `period` as `YYYY-MM`.
 */
export function eligibleFen(
  programme: Pick<VoucherProgramme, 'modes' | 'year'>,
  statement: { period: string; parts: readonly StatedPart[] },
): { ok: true; fen: number } | { ok: false; fault: VoucherFault } {
  if (!statement.period.startsWith(`${programme.year}-`)) return { ok: false, fault: 'wrong-year' };
  const parts = statement.parts.filter((part) => part.isService && programme.modes.includes(part.mode));
  const fen = parts.reduce((sum, part) => sum + part.totalFen, 0);
  return fen > 0 ? { ok: true, fen } : { ok: false, fault: 'nothing-eligible' };
}

/** What limits a redemption, in fen, none negative. */
export interface VoucherRoom {
  /** With tax: the part of the statement that the programme pays for. */
  eligibleFen: number;
  sharePermille: number;
  voucherLeftFen: number;
  /** Of the programme's cap for the organisation. */
  capLeftFen: number;
  /** What the statement still wants. */
  outstandingFen: number;
}

/**
 * What a voucher covers of a statement (R34): its share, cut down to the fen, never above what is left of voucher and cap nor
 * above what the statement wants. A voucher is a means of payment: lines and tax of the statement stay as they are.
 */
export function coveredFen(room: VoucherRoom): number {
  const shareFen = permilleCutDown(room.eligibleFen, room.sharePermille);
  return Math.max(0, Math.min(shareFen, room.voucherLeftFen, room.capLeftFen, room.outstandingFen));
}
