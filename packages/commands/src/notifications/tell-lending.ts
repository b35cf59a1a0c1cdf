import type { Tx } from '@guanyi/db/client';
import { findLendingNoticeFacts, type LendingNoticeFacts } from '@guanyi/db/lending/notice-facts';
import { findPerson, listPeopleOfLab, listPeopleOfOrganisation, type Person } from '@guanyi/db/notifications/queries';
import { announceBoardChange } from '@guanyi/db/notifications/store';
import { LENDING_NEWS, type LendingNews } from '@guanyi/domain/notifications/case-facts';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { distinct, nameOf } from './name-of.ts';
import { tell } from './tell.ts';

/** A side of a loan or lease, or those of it who have to act. */
type Side = 'customer' | 'admins' | 'lab' | 'officers' | 'finance';

const told: Record<LendingNews, readonly Side[]> = {
  request: ['customer'],
  approve: ['customer', 'admins', 'officers'],
  decline: ['customer'],
  contract: ['customer', 'lab'],
  handOver: ['customer', 'lab'],
  dueSoon: ['customer', 'lab'],
  fallDue: ['customer', 'lab'],
  suspend: ['customer', 'lab'],
  takeBack: ['customer', 'finance'],
  close: ['customer', 'lab'],
  cancel: ['lab'],
  lapse: ['customer', 'lab'],
  extend: ['customer', 'lab'],
  declineExtension: ['customer'],
  reportDamage: ['customer'],
  proposeDamage: ['customer'],
  acceptDamage: ['lab', 'finance'],
  contestDamage: ['lab', 'officers'],
  decideDamage: ['customer', 'finance'],
  waiveDamage: ['customer'],
  settleDamage: ['customer'],
  planInspection: ['customer'],
  recordInspection: ['customer'],
};

/**
 * Tells the sides of a loan or lease what happened to it. A side gets one mail: the customer by the person who asked, the lab by one of its
 * managers; everybody else of it sees it in the application. Who has to act is written to in person.
 */
export function tellLending(mailDomain: string): EventCommand<'lending.changed'> {
  return async (tx, context, event) => {
    const { labId, lendingId, action, reason, actorUserId } = event.payload;
    await announceBoardChange(tx, labId);
    const news = LENDING_NEWS.find((known) => known === action);
    const found = news && (await findLendingNoticeFacts(tx, labId, lendingId));
    if (!found) return done(undefined);
    const { instrument, lab, organisation, kind, number, person, firstDay, lastDay } = found;
    const facts = {
      ...{ lendingId, lendingKind: kind, action: news, number, person, firstDay, lastDay },
      ...{ instrument: nameOf(instrument), lab: nameOf(lab), organisation: nameOf(organisation) },
      ...(reason ? { reason } : {}),
    };
    const sides = await Promise.all(told[news].map((side) => peopleOf(tx, side, found)));
    // Who did it knows; who asked for something still wants it in writing.
    const isNews = (one: Person) => one.userId !== actorUserId || news === 'request';
    const people = distinct(sides.flatMap((side) => side.mailed)).filter(isNews);
    const quietly = distinct(sides.flatMap((side) => side.quiet)).filter(isNews);
    const notice = { kind: 'lendingChanged', facts } as const;
    await tell(tx, { eventId: event.id, mailDomain, at: context.now, notice, people, quietly });
    return done(undefined);
  };
}

async function peopleOf(tx: Tx, side: Side, of: LendingNoticeFacts): Promise<{ mailed: Person[]; quiet: Person[] }> {
  if (side === 'customer') {
    const asker = await findPerson(tx, of.userId);
    const admins = await listPeopleOfOrganisation(tx, of.organisationId, ['orgAdmin']);
    const [first, ...others] = distinct([asker, ...admins]);
    return { mailed: distinct([first]), quiet: others };
  }
  if (side === 'lab') {
    const managers = await listPeopleOfLab(tx, of.labId, ['labManager']);
    const keepers = await listPeopleOfLab(tx, of.labId, ['keeper']);
    const [first, ...others] = distinct([...managers, ...keepers]);
    return { mailed: distinct([first]), quiet: others };
  }
  const [unit, role] =
    side === 'admins'
      ? [of.organisationId, 'orgAdmin']
      : [of.districtId, side === 'officers' ? 'assetOfficer' : 'finance'];
  return { mailed: await listPeopleOfOrganisation(tx, unit, [role]), quiet: [] };
}
