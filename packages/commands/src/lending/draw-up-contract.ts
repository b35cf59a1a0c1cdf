import { findPolicy } from '@guanyi/db/billing/policies';
import type { Tx } from '@guanyi/db/client';
import { insertContract } from '@guanyi/db/lending/contracts';
import { findCustomer, findLendingInstrument } from '@guanyi/db/lending/facts';
import type { StoredLending } from '@guanyi/db/lending/lendings';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { newId } from '@guanyi/platform/ids';
import { canonical, hashOf } from '../canonical.ts';
import type { CommandContext } from '../context.ts';
import { numberOf } from './number.ts';

/** Writes the contract of an approved loan or lease: its text is frozen under its hash, and only that text can be signed. */
export async function drawUpContract(tx: Tx, context: CommandContext, lending: StoredLending): Promise<string> {
  const instrument = await findLendingInstrument(tx, lending.kind, lending.instrumentId);
  const customer = await findCustomer(tx, lending.organisationId);
  const policy = lending.pricePolicyId ? await findPolicy(tx, lending.labId, lending.pricePolicyId) : undefined;
  if (!instrument || !customer)
    throw new Error(`Lending ${lending.id} names an instrument or a customer that is gone.`);
  const id = newId();
  const number = numberOf('HT', id, localDay(lending.zone, context.now));
  const content = canonical({
    form: `${lending.kind}/1`,
    number,
    subject: lending.number,
    lender: { name: instrument.districtNameZh, lab: instrument.labNameZh },
    borrower: { name: customer.nameZh, uscc: customer.uscc },
    instrument: { name: instrument.nameZh, model: instrument.model, assetNumber: instrument.assetNumber },
    originalValueFen: lending.originalValueFen,
    firstDay: lending.firstDay,
    lastDay: lending.lastDay,
    purpose: { kind: lending.purposeKind, text: lending.purposeText },
    address: lending.address,
    accessories: lending.accessories,
    depositFen: lending.depositFen,
    perDayFen: policy?.perDayFen ?? null,
    taxCategory: policy?.taxCategory ?? null,
    drawnUpOn: localDay(lending.zone, context.now),
  });
  const contentHash = hashOf(content);
  await insertContract(tx, {
    ...{ id, number, labId: lending.labId, districtId: lending.districtId, organisationId: lending.organisationId },
    ...{ subjectType: lending.kind, subjectId: lending.id, content, contentHash, createdAt: context.now },
  });
  return id;
}
