import type { AppliedVoucher } from '@guanyi/commands/vouchers/apply-voucher';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { appliedVoucher, voucher, voucherProgramme } from '@guanyi/contracts/vouchers/schemas';
import type { StoredProgramme, VoucherView } from '@guanyi/db/vouchers/vouchers';
import { outstandingFen } from '@guanyi/domain/statements/statement';
import type { z } from 'zod';

export function presentProgramme({
  sponsorId,
  sponsor,
  ...programme
}: StoredProgramme): z.input<typeof voucherProgramme> {
  return {
    ...programme,
    createdAt: formatInstant(programme.createdAt),
    updatedAt: formatInstant(programme.updatedAt),
    sponsor: { id: sponsorId, name: nameOf(sponsor) },
  };
}

export function presentVoucher({ capLeftFen, ...view }: VoucherView): z.input<typeof voucher> {
  const leftFen = Math.min(view.amountFen - view.usedFen, capLeftFen);
  return {
    ...view,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    status: leftFen > 0 ? 'open' : 'used',
    organisation: { id: view.organisationId, name: nameOf(view.organisation) },
    leftFen,
    redemptions: view.redemptions.map((one) => ({ ...one, at: formatInstant(Date.parse(one.at)) })),
  };
}

export function presentApplied({
  voucher: view,
  coveredFen,
  statement,
}: AppliedVoucher): z.input<typeof appliedVoucher> {
  return {
    ...presentVoucher(view),
    statementId: statement.id,
    coveredFen,
    voucherFen: statement.voucherFen,
    outstandingFen: Math.max(0, outstandingFen(statement)),
  };
}

function nameOf(row: { nameZh: string; nameEn: string | null }) {
  return { zh: row.nameZh, ...(row.nameEn ? { en: row.nameEn } : {}) };
}
