import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { acceptWaitlistOffer, giveUpOffer } from '@guanyi/commands/scheduling/answer-waitlist-offer';
import { listEntries } from '@guanyi/db/scheduling/waitlist';
import type { Reaction } from '../../reaction.ts';

/** Who wished so gets the offered slot booked at once. What a rule refuses goes to the next in line; done before, it changes nothing. */
export const acceptAutomatically: Reaction<'waitlist.offered'> = {
  work: async ({ database, clock }, { payload }) => {
    const context = systemContext(clock.now());
    const { waitlistEntryId } = payload;
    const [entry] = await listEntries(database, context.reach, { id: waitlistEntryId, limit: 1 });
    if (!entry?.autoAccept || entry.status !== 'offered') return;
    const outcome = await execute(database, context, acceptWaitlistOffer, { waitlistEntryId });
    if (!outcome.ok) await execute(database, context, giveUpOffer, { waitlistEntryId, code: outcome.code });
  },
};
