import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { type EventCommand, handleOnce } from '@guanyi/commands/outbox/handle-once';
import { findOpenEvent } from '@guanyi/db/outbox-relay';
import type { EventName } from '@guanyi/events/events';
import type { ReactionDeps, Route, Routing } from './reaction.ts';

const nothingMore: EventCommand<EventName> = async () => ({ ok: true, value: undefined });

/**
 * Runs one handler for one event. Running it again, or twice at once, changes nothing more.
 * @throws when the handler fails or refuses; the queue then tries again.
 */
export async function react(deps: ReactionDeps, routing: Routing, handler: string, eventId: string): Promise<void> {
  const event = await findOpenEvent(deps.database, eventId);
  if (!event) return;
  const routes = routing[event.name] as readonly Route[];
  const route = routes.find((one) => one.handler === handler);
  if (!route) throw new Error(`${event.name} has no handler ${handler}.`);
  const { reaction } = route;
  if ('work' in reaction) await reaction.work(deps, event as never);
  const command = 'command' in reaction ? reaction.command(deps) : nothingMore;
  const handlers = routes.map((one) => one.handler);
  const context = systemContext(deps.clock.now());
  const outcome = await execute(deps.database, context, handleOnce(handler, handlers, command), eventId);
  if (!outcome.ok) throw new Error(`${handler} refused ${event.name}: ${outcome.code}.`);
}
