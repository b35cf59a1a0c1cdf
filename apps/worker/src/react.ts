import { type Command, done, refuse, systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { type EventCommand, handleLocked, handleOnce } from '@guanyi/commands/outbox/handle-once';
import { findOpenEvent, lockOpenEvents } from '@guanyi/db/outbox-relay';
import type { EventName } from '@guanyi/events/events';
import type { ReactionDeps, Route, Routing } from './reaction.ts';

const nothingMore: EventCommand<EventName> = async () => ({ ok: true, value: undefined });

/**
 * Runs one handler for some events, in one transaction where that goes well, else for each by itself, so that one that fails holds up
 * no other. @throws what the first of those that failed has thrown, when all have been tried.
 */
export async function reactToAll(
  deps: ReactionDeps,
  routing: Routing,
  handler: string,
  eventIds: readonly string[],
): Promise<void> {
  if (eventIds.length > 1 && (await reactTogether(deps, routing, handler, eventIds))) return;
  const failures: unknown[] = [];
  for (const eventId of eventIds) {
    await react(deps, routing, handler, eventId).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/** @returns false when nothing was done: an event failed, or the handler is not one that can be run so. */
async function reactTogether(
  deps: ReactionDeps,
  routing: Routing,
  handler: string,
  eventIds: readonly string[],
): Promise<boolean> {
  const handleAll: Command<readonly string[], undefined> = async (tx, context, ids) => {
    for (const event of await lockOpenEvents(tx, ids)) {
      const routes = routing[event.name] as readonly Route[];
      const route = routes.find((one) => one.handler === handler);
      if (!route?.isQuick || !('command' in route.reaction)) return refuse('state-conflict');
      const handlers = routes.map((one) => one.handler);
      const command = route.reaction.command(deps) as EventCommand<EventName>;
      const outcome = await handleLocked(handler, handlers, command)(tx, context, event);
      if (!outcome.ok) return outcome;
    }
    return done(undefined);
  };
  try {
    return (await execute(deps.database, systemContext(deps.clock.now()), handleAll, eventIds)).ok;
  } catch (error) {
    deps.log.warn({ err: error, handler }, 'Events are handled one by one, because one of several failed.');
    return false;
  }
}

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
