import type { Connection } from '@guanyi/db/client';
import { findLending } from '@guanyi/db/lending/queries';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { LendingKind } from '@guanyi/domain/lending/lending';
import { presentLending } from './present.ts';

/** The state of a loan or lease as its own transaction sees it. */
export async function lendingBody(connection: Connection, reach: Reach, kind: LendingKind, id: string, now: number) {
  const view = await findLending(connection, reach, kind, id);
  if (!view) throw new Error(`Lending ${id} is not there after it was written.`);
  return presentLending(view, now);
}
