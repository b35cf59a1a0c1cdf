import type { Tx } from '@guanyi/db/client';
import { findLink, markLinkUsed } from '@guanyi/db/scheduling/conflict-links';
import { loadConflictForUpdate } from '@guanyi/db/scheduling/conflicts';
import type { ConflictAnswer } from '@guanyi/domain/scheduling/conflict';
import { type CommandContext, done, type Outcome, refuse, systemContext } from '../context.ts';
import { hashSecret } from '../identity/secrets.ts';
import { resolveConflict } from './resolve-conflict.ts';

/**
 * Answers a conflict by the link of its mail, without signing in: the token stands for the person it was sent to, works
 * once and until the deadline (`link-used`, `link-expired`).
 */
export async function answerByLink(
  tx: Tx,
  context: CommandContext,
  { token, answer }: { token: string; answer: ConflictAnswer },
): Promise<Outcome<{ id: string }>> {
  const link = await findLink(tx, hashSecret(token), 'forUpdate');
  if (!link) return refuse('not-found');
  if (link.usedAt !== null) return refuse('link-used');
  if (context.now >= link.expiresAt) return refuse('link-expired');
  const conflict = await loadConflictForUpdate(tx, systemContext(context.now).reach, link.conflictId);
  if (!conflict) return refuse('not-found');
  const reach = { ...context.reach, userId: link.userId, organisationIds: [conflict.organisationId] };
  const outcome = await resolveConflict(tx, { ...context, reach }, { conflictId: conflict.id, answer });
  if (outcome.ok) await markLinkUsed(tx, link, context.now);
  return outcome.ok ? done({ id: conflict.id }) : outcome;
}
