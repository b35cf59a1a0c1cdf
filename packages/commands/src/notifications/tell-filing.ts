import { listFilings } from '@guanyi/db/approvals/filings';
import { listPeopleOfOrganisation } from '@guanyi/db/notifications/queries';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { nameOf } from './name-of.ts';
import { tell } from './tell.ts';

/** Reminds the asset officers of the district of what is to be filed; what was filed meanwhile needs no reminder. */
export function tellFiling(mailDomain: string): EventCommand<'filing.due'> {
  return async (tx, context, event) => {
    const { filingId, isLate } = event.payload;
    const [filing] = await listFilings(tx, context.reach, { filingId, now: context.now, limit: 1 });
    if (filing?.status !== 'open') return done(undefined);
    const { subjectType, subjectId, subjectNumber: number, dueOn, instrument, lab, organisation } = filing;
    const facts = {
      ...{ filingId, subjectType, subjectId, number, dueOn, isLate },
      ...{ instrument: nameOf(instrument), lab: nameOf(lab), organisation: nameOf(organisation) },
    };
    const people = await listPeopleOfOrganisation(tx, filing.districtId, ['assetOfficer']);
    const notice = { kind: 'filingDue', facts } as const;
    await tell(tx, { eventId: event.id, mailDomain, at: context.now, notice, people });
    return done(undefined);
  };
}
