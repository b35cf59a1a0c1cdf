import type { Tx } from '@guanyi/db/client';
import { findSponsorOf, insertProgramme, listProgrammes, type StoredProgramme } from '@guanyi/db/vouchers/vouchers';
import type { VoucherProgramme } from '@guanyi/domain/vouchers/voucher';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';

export interface NewProgramme extends VoucherProgramme {
  name: string;
  settle: 'deduct' | 'reimburse';
}

/** Sets up a programme for the organisation that the caller works for: a district, or an authority above all of them. */
export async function createVoucherProgramme(
  tx: Tx,
  context: CommandContext,
  programme: NewProgramme,
): Promise<Outcome<StoredProgramme>> {
  const { userId } = context.reach;
  const sponsorId = userId === undefined ? undefined : await findSponsorOf(tx, userId, context.roles);
  if (userId === undefined || sponsorId === undefined)
    throw new Error('A programme is set up by somebody with a post.');
  const id = newId();
  const modes = [...new Set(programme.modes)];
  await insertProgramme(tx, { ...programme, id, sponsorId, modes }, { userId, now: context.now });
  const [stored] = await listProgrammes(tx, { ...context.reach, all: true }, { id, limit: 1 });
  if (!stored) throw new Error(`Programme ${id} is gone within the transaction that wrote it.`);
  return done(stored);
}
