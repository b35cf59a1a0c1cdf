import { loadFilingForUpdate, loadFilingsToRemind, markFiled, setNextReminder } from '@guanyi/db/approvals/filings';
import type { Tx } from '@guanyi/db/client';
import { findOwnFile } from '@guanyi/db/files';
import { append } from '@guanyi/db/outbox';
import { addDays, startOfDay } from '@guanyi/domain/kernel/local-time';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface Filed {
  filingId: string;
  /** Number under which the authority has it. */
  reference: string;
  /** The paper, a file of the caller's own. */
  fileId?: string | undefined;
  ifMatch?: number | undefined;
}

/** Notes that an approved disposal was filed, with its paper: once, in time or late. */
export async function fileDisposal(
  tx: Tx,
  context: CommandContext,
  filed: Filed,
): Promise<Outcome<{ filingId: string }>> {
  const { userId } = context.reach;
  const filing = await loadFilingForUpdate(tx, context.reach, filed.filingId);
  if (!filing || userId === undefined) return refuse('not-found');
  if (filed.ifMatch !== undefined && filed.ifMatch !== filing.version)
    return refuse('version-mismatch', { details: { version: filing.version } });
  if (filing.status !== 'open') return refuse('state-conflict', { details: { currentStatus: filing.status } });
  const { fileId, reference } = filed;
  if (fileId !== undefined && !(await findOwnFile(tx, userId, fileId)))
    return refuse('not-found', { errors: [{ pointer: '/fileId', code: 'not-found' }] });
  await markFiled(tx, filing, { reference, fileId: fileId ?? null, userId, at: context.now });
  return done({ filingId: filing.id });
}

/** Reminds of filings: once some working days before the last day, and once when it has passed. */
export async function remindFilings(
  tx: Tx,
  { now }: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ found: number }>> {
  const due = await loadFilingsToRemind(tx, now, limit);
  for (const filing of due) {
    const lateFrom = startOfDay(filing.zone, addDays(filing.dueOn, 1));
    await setNextReminder(tx, filing, now < lateFrom ? lateFrom : null);
    const { labId, id: filingId } = filing;
    const payload = { labId, filingId, isLate: now >= lateFrom };
    await append(tx, { name: 'filing.due', labId, aggregateId: filingId, payload, occurredAt: now });
  }
  return done({ found: due.length });
}
