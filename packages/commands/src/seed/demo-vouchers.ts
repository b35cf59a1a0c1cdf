import type { Tx } from '@guanyi/db/client';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import type { CommandContext } from '../context.ts';
import { applyVoucher } from '../vouchers/apply-voucher.ts';
import { createVoucherProgramme } from '../vouchers/create-programme.ts';
import { issueVoucher } from '../vouchers/issue-voucher.ts';
import { contextOf, must } from './demo-bookings.ts';
import type { DemoStatements } from './demo-payments.ts';
import type { DemoPlaces } from './demo-people.ts';

/** A programme of the city: one voucher that paid its share of a statement, and one that waits to be spent. */
export async function writeDemoVouchers(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  statements: DemoStatements,
): Promise<void> {
  const finance = contextOf(places, 'finance', 'qingdao', null)(context.now - DAY_MS);
  const stated = statements.of('beacon-foods', 0);
  const year = Number(stated.period.slice(0, 4));
  const made = await createVoucherProgramme(tx, finance, {
    ...{ name: `青岛市科技创新券 ${year}`, region: '3702', year, modes: ['rent'], settle: 'deduct' },
    ...{ capPerOrganisationFen: 500_000, sharePermille: 300 },
  });
  if (!made.ok) throw new Error(`The voucher programme of the demonstration was refused: ${made.code}.`);
  const give = async (customer: string, amountFen: number) => {
    const organisationId = places.organisationIds.get(customer) ?? '';
    const voucher = await issueVoucher(tx, finance, { programmeId: made.value.id, organisationId, amountFen });
    if (!voucher.ok) throw new Error(`A voucher of the demonstration was refused: ${voucher.code}.`);
    return voucher.value.id;
  };
  await give('ocean-univ', 200_000);
  const voucherId = await give('beacon-foods', 80_000);
  const customer = contextOf(places, 'orgFinance', 'beacon-foods', null)(context.now - DAY_MS / 2);
  must(await applyVoucher(tx, customer, { voucherId, statementId: stated.id }));
}
