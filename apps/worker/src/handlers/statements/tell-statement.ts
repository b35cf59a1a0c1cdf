import { tellStatement as command } from '@guanyi/commands/notifications/tell-statement';
import type { Reaction } from '../../reaction.ts';

/** Who owes is told of a statement, and of what was taken off one. */
export const tellStatement: Reaction<'statement.issued' | 'creditNote.created'> = {
  command: (deps) => command(deps.mailDomain),
};
