import { findPerson, listPeopleOfLab } from '@guanyi/db/notifications/queries';
import { announceBoardChange } from '@guanyi/db/notifications/store';
import type { StoredEvent } from '@guanyi/db/outbox-relay';
import { type ConflictView, listConflicts } from '@guanyi/db/scheduling/conflicts';
import type { ConflictFacts, Name } from '@guanyi/domain/notifications/notice';
import type { ConflictOutcome } from '@guanyi/domain/scheduling/conflict';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

export type ConflictEventName = 'conflict.offered' | 'conflict.resolved' | 'conflict.escalated';

/** Who answered knows; the booking's own mails tell the rest. */
const toldOutcomes: readonly ConflictOutcome[] = ['movedByDefault', 'cancelledByDefault', 'kept'];

/** Asks the owner of the claim, tells them how it ended, or calls for the people of the lab. */
export function tellConflict(mailDomain: string): EventCommand<ConflictEventName> {
  return async (tx, context, event) => {
    const { labId, conflictId } = event.payload;
    await announceBoardChange(tx, labId);
    const [view] = await listConflicts(tx, context.reach, { ids: [conflictId], limit: 1 });
    if (!view) return done(undefined);
    const facts = factsOf(view);
    const common = { eventId: event.id, mailDomain, at: context.now };
    if (event.name === 'conflict.escalated') {
      const people = await listPeopleOfLab(tx, labId, ['labManager', 'keeper']);
      await tell(tx, { ...common, notice: { kind: 'conflictEscalated', facts }, people });
      return done(undefined);
    }
    const isWorthTelling = event.name === 'conflict.offered' ? view.status !== 'resolved' : isTold(view.outcome);
    const owner = isWorthTelling ? await findPerson(tx, view.userId) : undefined;
    if (!owner) return done(undefined);
    const kind = event.name === 'conflict.offered' ? ('conflictOffered' as const) : ('conflictSettled' as const);
    const token = tokenOf(event);
    await tell(tx, { ...common, notice: { kind, facts }, people: [owner], ...(token ? { token } : {}) });
    return done(undefined);
  };
}

function isTold(outcome: ConflictOutcome | null): boolean {
  return outcome !== null && toldOutcomes.includes(outcome);
}

function tokenOf(event: StoredEvent<ConflictEventName>): string | undefined {
  return event.name === 'conflict.offered' ? event.payload.token : undefined;
}

function factsOf(view: ConflictView): ConflictFacts {
  return {
    conflictId: view.id,
    cause: view.cause,
    ...(view.number ? { number: view.number } : {}),
    ...{ instrument: nameOf(view.instrument), lab: nameOf(view.lab), organisation: nameOf(view.organisation) },
    ...{ person: view.displayName, from: view.from, zone: view.instrument.zone, deadlineAt: view.deadline },
    ...(view.until === null ? {} : { until: view.until }),
    options: view.options.map((option) => ({
      ...{ instrument: nameOf(option.instrument), lab: nameOf(option.lab), zone: option.instrument.zone },
      ...{ from: option.from, until: option.until, priceDifferenceFen: option.priceDifferenceFen },
    })),
    defaultAction: view.defaultAction,
    ...(view.outcome ? { outcome: view.outcome } : {}),
  };
}

function nameOf(row: { nameZh: string; nameEn: string | null }): Name {
  return row.nameEn ? { zh: row.nameZh, en: row.nameEn } : { zh: row.nameZh };
}
