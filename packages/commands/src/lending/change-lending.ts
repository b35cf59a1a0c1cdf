import type { Tx } from '@guanyi/db/client';
import { loadLendingForUpdate, type StoredLending, saveLending } from '@guanyi/db/lending/lendings';
import { type LendingKind, type LendingVerb, lendingStatusAt, moveLending } from '@guanyi/domain/lending/lending';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';

/** A change that a person asks for. `ifMatch` is the version that the person saw, when the client sent one. */
export interface LendingChange {
  kind: LendingKind;
  id: string;
  ifMatch?: number | undefined;
}

/** One loan or lease within reach, locked and at the version that the caller has seen. */
export async function loadForChange(
  tx: Tx,
  context: CommandContext,
  change: LendingChange,
): Promise<Outcome<StoredLending>> {
  const lending = await loadLendingForUpdate(tx, context.reach, change.kind, change.id);
  if (!lending) return refuse('not-found');
  if (change.ifMatch !== undefined && change.ifMatch !== lending.version)
    return refuse('version-mismatch', { details: { version: lending.version } });
  return done(lending);
}

/** The refusal of a change that the state does not allow. */
export function stateConflict(lending: StoredLending, now: number): Refusal {
  return refuse('state-conflict', { details: { currentStatus: lendingStatusAt(lending, now) } });
}

/** Moves a locked loan or lease on and writes state, history and event together. */
export async function move(
  tx: Tx,
  context: CommandContext,
  lending: StoredLending,
  verb: LendingVerb,
  more: { note?: string | null; changes?: Partial<StoredLending> } = {},
): Promise<Outcome<StoredLending>> {
  const outcome = moveLending(lending, verb, context.now);
  if (!outcome.ok) return stateConflict(lending, context.now);
  const moved = { ...lending, ...more.changes, status: outcome.status };
  await save(tx, context, lending, moved, verb, more.note ?? null);
  return done({ ...moved, version: lending.version + 1 });
}

/** Writes a change that leaves the state as it is. */
export async function note(
  tx: Tx,
  context: CommandContext,
  lending: StoredLending,
  action: string,
  more: { note?: string | null; changes?: Partial<StoredLending> } = {},
): Promise<StoredLending> {
  const changed = { ...lending, ...more.changes };
  await save(tx, context, lending, changed, action, more.note ?? null);
  return { ...changed, version: lending.version + 1 };
}

async function save(
  tx: Tx,
  context: CommandContext,
  before: StoredLending,
  after: StoredLending,
  action: string,
  text: string | null,
): Promise<void> {
  await saveLending(tx, after, {
    action,
    at: context.now,
    actorUserId: context.reach.userId ?? null,
    fromStatus: before.status,
    note: text,
    event: 'lending.changed',
  });
}
