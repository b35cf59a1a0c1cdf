import type { Tx } from '@guanyi/db/client';
import { closeEvent, lockOpenEvents, recordHandled, type StoredEvent } from '@guanyi/db/outbox-relay';
import type { EventName } from '@guanyi/events/events';
import { type Command, type CommandContext, done, type Outcome } from '../context.ts';

/** One reaction to one event, inside the transaction that records it as done. */
export type EventCommand<N extends EventName> = (
  tx: Tx,
  context: CommandContext,
  event: StoredEvent<N>,
) => Promise<Outcome<unknown>>;

/**
 * Makes a reaction safe to run any number of times: the row in outbox_handled commits with the effect or not at all.
 * The event is closed when its last handler is done. Input is the id of the event.
 * @param handlers every handler of the event, this one among them.
 */
export function handleOnce<N extends EventName>(
  handler: string,
  handlers: readonly string[],
  react: EventCommand<N>,
): Command<string, 'handled' | 'nothingLeft'> {
  return async (tx, context, eventId) => {
    const [event] = await lockOpenEvents(tx, [eventId]);
    return event ? handleLocked(handler, handlers, react)(tx, context, event) : done('nothingLeft');
  };
}

/** The same for an event that is open and locked. */
export function handleLocked<N extends EventName>(
  handler: string,
  handlers: readonly string[],
  react: EventCommand<N>,
): Command<StoredEvent, 'handled' | 'nothingLeft'> {
  return async (tx, context, event) => {
    const isFirst = await recordHandled(tx, event.id, handler, context.now);
    if (isFirst) {
      const outcome = await react(tx, context, event as StoredEvent<N>);
      if (!outcome.ok) return outcome;
    }
    await closeEvent(tx, event.id, handlers, context.now);
    return done(isFirst ? 'handled' : 'nothingLeft');
  };
}
