import { findEquityNoticeFacts } from '@guanyi/db/equity/notice-facts';
import { findPerson, listPeopleOfLab, listPeopleOfOrganisation, type Person } from '@guanyi/db/notifications/queries';
import { EQUITY_NEWS } from '@guanyi/domain/notifications/case-facts';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { distinct, nameOf } from './name-of.ts';
import { tell } from './tell.ts';

/** Tells who proposed a case, the administrators of its parties and the unit what happened to it; who did it knows. */
export function tellEquity(mailDomain: string): EventCommand<'equity.changed'> {
  return async (tx, context, event) => {
    const { labId, caseId, verb, actorUserId, objectorUserId } = event.payload;
    const action = EQUITY_NEWS.find((known) => known === verb);
    const found = action && (await findEquityNoticeFacts(tx, labId, caseId));
    if (!found) return done(undefined);
    const { number, ventureName, instrument, lab, organisation } = found;
    const people: (Person | undefined)[] = [await findPerson(tx, found.userId)];
    for (const party of found.parties) people.push(...(await listPeopleOfOrganisation(tx, party, ['orgAdmin'])));
    people.push(...(await listPeopleOfOrganisation(tx, found.districtId, ['assetOfficer'])));
    people.push(...(await listPeopleOfLab(tx, labId, ['labManager'])));
    if (objectorUserId) people.push(await findPerson(tx, objectorUserId));
    const facts = {
      ...{ caseId, action, number, ventureName },
      ...{ instrument: nameOf(instrument), lab: nameOf(lab), organisation: nameOf(organisation) },
    };
    await tell(tx, {
      ...{ eventId: event.id, mailDomain, at: context.now, notice: { kind: 'equityChanged', facts } },
      people: distinct(people).filter((person) => person.userId !== actorUserId),
    });
    return done(undefined);
  };
}
