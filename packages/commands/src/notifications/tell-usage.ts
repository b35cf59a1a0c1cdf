import { findUsageNoticeFacts } from '@guanyi/db/billing/usage-notice';
import type { Tx } from '@guanyi/db/client';
import { findPerson, listPeopleOfLab, listPeopleOfOrganisation, type Person } from '@guanyi/db/notifications/queries';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

export type UsageEventName = 'usage.problem' | 'usage.disputed' | 'usage.resolved';

const kinds = {
  'usage.problem': 'usageProblem',
  'usage.disputed': 'usageDisputed',
  'usage.resolved': 'usageResolved',
} as const satisfies Record<UsageEventName, string>;

/** Tells the lab of a use that lacks something, its side of a dispute, and the customer of the decision. */
export function tellUsage(mailDomain: string): EventCommand<UsageEventName> {
  return async (tx, context, event) => {
    const { labId, usageRecordId } = event.payload;
    const found = await findUsageNoticeFacts(tx, labId, usageRecordId);
    if (!found) return done(undefined);
    const { facts } = found;
    const people = await peopleFor(tx, event.name, labId, found);
    const notice = { kind: kinds[event.name], facts };
    await tell(tx, { eventId: event.id, mailDomain, at: context.now, notice, people });
    return done(undefined);
  };
}

async function peopleFor(
  tx: Tx,
  name: UsageEventName,
  labId: string,
  found: { organisationId: string; districtId: string; customerIds: string[] },
): Promise<Person[]> {
  if (name === 'usage.problem') return listPeopleOfLab(tx, labId, ['keeper', 'labManager']);
  if (name === 'usage.disputed') {
    const managers = await listPeopleOfLab(tx, labId, ['labManager']);
    return distinct([...managers, ...(await listPeopleOfOrganisation(tx, found.districtId, ['finance']))]);
  }
  const named: Person[] = [];
  for (const id of found.customerIds) {
    const person = await findPerson(tx, id);
    if (person) named.push(person);
  }
  return distinct([...named, ...(await listPeopleOfOrganisation(tx, found.organisationId, ['orgFinance']))]);
}

function distinct(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.userId, person])).values()];
}
