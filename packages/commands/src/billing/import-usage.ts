import type { Tx } from '@guanyi/db/client';
import { type FileForLab, takeFileIn } from '../catalogue/request-import.ts';
import type { CommandContext, Outcome } from '../context.ts';

/** Takes a file of uses in. It is read and applied afterwards, by the worker; the operation tells what became of each row. */
export async function importUsage(
  tx: Tx,
  context: CommandContext,
  input: FileForLab,
): Promise<Outcome<{ operationId: string }>> {
  return takeFileIn(tx, context, input, { kind: 'usageImport', event: 'usageImport.requested' });
}
