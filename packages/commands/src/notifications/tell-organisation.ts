import { findOrganisationFacts, listPeopleOfOrganisation, listPlatformAdmins } from '@guanyi/db/notifications/queries';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

/** Tells who registered that it has arrived, and the platform that there is somebody to verify. */
export function tellRegistration(mailDomain: string): EventCommand<'organisation.registered'> {
  return async (tx, context, event) => {
    const { organisationId } = event.payload;
    const facts = await findOrganisationFacts(tx, organisationId);
    if (!facts) return done(undefined);
    const common = { eventId: event.id, mailDomain, at: context.now };
    const admins = await listPeopleOfOrganisation(tx, organisationId, ['orgAdmin']);
    await tell(tx, { ...common, notice: { kind: 'organisationReceived', facts }, people: admins });
    const verifiers = await listPlatformAdmins(tx);
    await tell(tx, { ...common, notice: { kind: 'organisationToVerify', facts }, people: verifiers });
    return done(undefined);
  };
}

/** Tells the organisation's administrators that its members can book. */
export function tellVerification(mailDomain: string): EventCommand<'organisation.verified'> {
  return async (tx, context, event) => {
    const { organisationId } = event.payload;
    const facts = await findOrganisationFacts(tx, organisationId);
    if (!facts) return done(undefined);
    const people = await listPeopleOfOrganisation(tx, organisationId, ['orgAdmin']);
    await tell(tx, {
      eventId: event.id,
      notice: { kind: 'organisationVerified', facts },
      people,
      mailDomain,
      at: context.now,
    });
    return done(undefined);
  };
}
