import type { Tx } from '@guanyi/db/client';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Role } from '@guanyi/domain/identity/roles';

/** What every command is told about its circumstances; nothing is read from the surroundings. */
export interface CommandContext {
  /** The instant that this write counts as, epoch milliseconds. */
  readonly now: number;
  /** Who acts and how far they see; `reach.userId` is undefined for a visitor and when time itself acts. */
  readonly reach: Reach;
  /** The roles that the caller holds and the operation admits. */
  readonly roles: readonly Role[];
}

/** The circumstances in which time itself acts: sweeper and handlers see everything and are nobody. */
export function systemContext(now: number): CommandContext {
  return {
    now,
    roles: [],
    reach: { all: true, userId: undefined, organisationIds: [], labIds: [], districtIds: [], regionPrefixes: [] },
  };
}

/** An expected no. `code` is an entry of the problem catalogue; `details` become members of the problem document. */
export interface Refusal {
  readonly ok: false;
  readonly code: string;
  readonly detail?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { pointer: string; code: string; message?: string }[];
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal;

/** One use case. A refusal rolls back everything that the command wrote. */
export type Command<I, T> = (tx: Tx, context: CommandContext, input: I) => Promise<Outcome<T>>;

export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse(code: string, more: Omit<Refusal, 'ok' | 'code'> = {}): Refusal {
  return { ok: false, code, ...more };
}
