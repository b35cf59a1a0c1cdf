import type { Tx } from '@guanyi/db/client';
import { findPerson, listPeopleOfLab, type Person } from '@guanyi/db/notifications/queries';
import { findSuspension, type SuspensionView } from '@guanyi/db/scheduling/suspensions';
import type { Name, NoticeKind, SuspensionFacts } from '@guanyi/domain/notifications/notice';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

export type SuspensionEventName = 'suspension.started' | 'suspension.appealed' | 'suspension.decided';

type SuspensionKind = Extract<NoticeKind, `suspension${string}`>;

/** Tells the person of suspension and decision, and the lab's managers of an appeal. */
export function tellSuspension(mailDomain: string): EventCommand<SuspensionEventName> {
  return async (tx, context, event) => {
    const suspension = await findSuspension(tx, { labId: event.payload.labId, id: event.payload.suspensionId });
    if (!suspension) return done(undefined);
    const kind = kindOf(event.name, suspension);
    const people = await audienceOf(tx, kind, suspension);
    const notice = { kind, facts: factsOf(suspension) };
    await tell(tx, { eventId: event.id, mailDomain, at: context.now, notice, people });
    return done(undefined);
  };
}

function kindOf(name: SuspensionEventName, { status }: SuspensionView): SuspensionKind {
  if (name === 'suspension.started') return 'suspensionStarted';
  if (name === 'suspension.appealed') return 'suspensionToDecide';
  return status === 'lifted' ? 'suspensionLifted' : 'suspensionUpheld';
}

async function audienceOf(tx: Tx, kind: SuspensionKind, { labId, userId }: SuspensionView): Promise<Person[]> {
  if (kind === 'suspensionToDecide') return listPeopleOfLab(tx, labId, ['labManager']);
  const person = await findPerson(tx, userId);
  return person ? [person] : [];
}

function factsOf(suspension: SuspensionView): SuspensionFacts {
  const reason = suspension.decisionComment ?? suspension.appealText;
  return {
    suspensionId: suspension.id,
    lab: nameOf(suspension.lab),
    organisation: nameOf(suspension.organisation),
    person: suspension.displayName,
    strikes: suspension.strikes,
    until: suspension.until,
    zone: suspension.lab.zone,
    ...(reason ? { reason } : {}),
  };
}

function nameOf({ zh, en }: { zh: string; en: string | null }): Name {
  return en ? { zh, en } : { zh };
}
