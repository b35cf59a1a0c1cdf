import { tellApproval as command } from '@guanyi/commands/notifications/tell-approval';
import type { Reaction } from '../../reaction.ts';

/** Who may decide is asked, who asked is told that something is missing or that it takes longer. */
export const tellApproval: Reaction<'approval.opened' | 'approval.returned' | 'approval.escalated'> = {
  command: (deps) => command(deps.mailDomain),
};
