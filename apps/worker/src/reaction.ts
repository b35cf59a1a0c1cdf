import type { EventCommand } from '@guanyi/commands/outbox/handle-once';
import type { Database } from '@guanyi/db/client';
import type { StoredEvent } from '@guanyi/db/outbox-relay';
import type { EventName } from '@guanyi/events/events';
import type { Clock } from '@guanyi/platform/clock';
import type { Logger } from '@guanyi/platform/logger';
import type { QueueName } from './queue-kit.ts';

/** What reactions work with. */
export interface ReactionDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Domain of the sender's address: the right half of every Message-ID. */
  readonly mailDomain: string;
}

/**
 * One reaction to an event. A short one is a command that runs in the transaction which closes the event.
 * A long one opens its own transactions, must be harmless to repeat, and the event is closed after it.
 */
export type Reaction<N extends EventName> =
  | { readonly command: (deps: ReactionDeps) => EventCommand<N> }
  | { readonly work: (deps: ReactionDeps, event: StoredEvent<N>) => Promise<void> };

/** One line of the routing table. */
export interface Route<N extends EventName = EventName> {
  /** Stored in outbox_handled: never rename it while rows are open. */
  readonly handler: string;
  readonly reaction: Reaction<N>;
  readonly queue: QueueName;
  /** Tries in a row before the event waits for its lease to pass and starts anew. */
  readonly attempts: number;
  /** Many events may be handled in one transaction: what it does is short and waits for nobody. */
  readonly isQuick?: true;
}

export type Routing = { readonly [N in EventName]: readonly Route<N>[] };
