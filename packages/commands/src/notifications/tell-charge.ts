import { findChargeFacts, findPerson, listPeopleOfOrganisation } from '@guanyi/db/notifications/queries';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

/** Tells the customer (who booked, and its finance) what is owed, and the district's finance what is to be collected. */
export function tellCharge(mailDomain: string): EventCommand<'charge.created'> {
  return async (tx, context, event) => {
    const found = await findChargeFacts(tx, event.payload.labId, event.payload.chargeId);
    if (!found) return done(undefined);
    const { facts, organisationId, payeeId, bookerId } = found;
    // A share is owed by an organisation of which nobody booked.
    const booker = bookerId && found.kind !== 'share' ? await findPerson(tx, bookerId) : undefined;
    const isCorrection = found.kind === 'adjustment' || found.kind === 'waiver';
    const customers = await listPeopleOfOrganisation(tx, organisationId, ['orgFinance']);
    const others = customers.filter((person) => person.userId !== booker?.userId);
    const common = { eventId: event.id, mailDomain, at: context.now };
    await tell(tx, {
      ...common,
      notice: { kind: isCorrection ? 'chargeCorrected' : 'chargeCreated', facts },
      people: booker ? [booker, ...others] : others,
    });
    // Who corrected it knows already.
    if (isCorrection) return done(undefined);
    const finance = await listPeopleOfOrganisation(tx, payeeId, ['finance']);
    await tell(tx, { ...common, notice: { kind: 'chargeRaised', facts }, people: finance });
    return done(undefined);
  };
}
