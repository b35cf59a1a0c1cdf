import type { Tx } from '@guanyi/db/client';
import type { Actor } from '@guanyi/domain/identity/actor';

/** What every command is told about its circumstances; nothing is read from the surroundings. */
export interface CommandContext {
  /** The instant that this write counts as, epoch milliseconds. */
  readonly now: number;
  /** Null for a visitor, and when time or the worker itself acts. */
  readonly actor: Actor | null;
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
