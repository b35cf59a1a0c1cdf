import { findOrganisationFacts, findPerson } from '@guanyi/db/notifications/queries';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

/** People who are not members yet have no zone of their own; the platform's is told with the time. */
const platformZone = 'Asia/Shanghai';

/** Mails an invitation with its one-time link. The token goes into the mail only, never into the application. */
export function tellInvitation(mailDomain: string): EventCommand<'member.invited'> {
  return async (tx, context, event) => {
    const { organisationId, userId, token, expiresAt } = event.payload;
    const found = await findOrganisationFacts(tx, organisationId);
    const person = await findPerson(tx, userId);
    if (!found || !person) return done(undefined);
    const facts = { organisationId, organisation: found.organisation, expiresAt, zone: platformZone };
    await tell(tx, {
      eventId: event.id,
      notice: { kind: 'memberInvited', facts },
      people: [person],
      mailDomain,
      at: context.now,
      token,
    });
    return done(undefined);
  };
}
