import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { handleOnce } from '@guanyi/commands/outbox/handle-once';
import type { Database } from '@guanyi/db/client';
import { routing } from '@guanyi/worker/routing';

export interface Told {
  email: string;
  kind: string;
  action: string | null;
  /** Only in the application. */
  isQuiet: boolean;
  token: string | undefined;
}

/** Does what the worker would with every open event that has a command of notices, in their order, at one instant. */
export async function tellAll(database: Database, now: number, mailDomain = 'guanyi.test'): Promise<void> {
  const open = await database.sql<{ id: string; name: keyof typeof routing }[]>`
    SELECT id, name FROM outbox WHERE processed_at IS NULL ORDER BY id`;
  for (const { id, name } of open) {
    const handlers = routing[name].map((route) => route.handler);
    for (const { handler, reaction } of routing[name]) {
      if (!('command' in reaction) || !handler.startsWith('tell-')) continue;
      const react = reaction.command({ database, mailDomain, clock: { now: () => now }, log: undefined as never });
      const outcome = await execute(database, systemContext(now), handleOnce(handler, handlers, react as never), id);
      if (!outcome.ok) throw new Error(outcome.code);
    }
  }
}

/** Who has been told of what about a subject, since the last time it was asked. */
export async function toldOf(database: Database, subjectId: string): Promise<Told[]> {
  const rows = await database.sql<(Omit<Told, 'token'> & { token: string | null; id: string })[]>`
    SELECT n.id, u.email, n.kind, n.payload ->> 'action' AS action, d.id IS NULL AS "isQuiet", d.payload ->> 'token' AS token
    FROM notifications n JOIN users u ON u.id = n.user_id LEFT JOIN deliveries d ON d.notification_id = n.id
    WHERE n.payload ->> 'lendingId' = ${subjectId} OR n.payload ->> 'subjectId' = ${subjectId} OR n.payload ->> 'caseId' = ${subjectId}
    ORDER BY n.id`;
  await database.sql`DELETE FROM notifications WHERE id = ANY(${rows.map((row) => row.id)}::uuid[])`;
  return rows.map(({ id: _id, token, ...row }) => ({ ...row, token: token ?? undefined }));
}
