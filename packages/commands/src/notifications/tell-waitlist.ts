import { findPerson } from '@guanyi/db/notifications/queries';
import { listEntries } from '@guanyi/db/scheduling/waitlist';
import type { Name, NoticeKind } from '@guanyi/domain/notifications/notice';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

export type WaitlistEventName = 'waitlist.offered' | 'waitlist.accepted' | 'waitlist.lapsed';

type WaitlistKind = Extract<NoticeKind, `waitlist${string}`>;

/** Who accepts automatically hears of the booking only; who accepts by hand hears of it by the booking's own mail. */
const kinds: Record<WaitlistEventName, { byHand?: WaitlistKind; automatic?: WaitlistKind }> = {
  'waitlist.offered': { byHand: 'waitlistOffered' },
  'waitlist.accepted': { automatic: 'waitlistBooked' },
  'waitlist.lapsed': { byHand: 'waitlistLapsed', automatic: 'waitlistLapsed' },
};

/** Tells who waits that it is their turn, or that it has passed. */
export function tellWaitlist(mailDomain: string): EventCommand<WaitlistEventName> {
  return async (tx, context, event) => {
    const [entry] = await listEntries(tx, context.reach, { id: event.payload.waitlistEntryId, limit: 1 });
    const kind = entry && kinds[event.name][entry.autoAccept ? 'automatic' : 'byHand'];
    const person = kind && (await findPerson(tx, entry.userId));
    if (!person || entry.offerFrom === null || entry.offerUntil === null) return done(undefined);
    const facts = {
      waitlistEntryId: entry.id,
      ...(entry.bookingId ? { bookingId: entry.bookingId } : {}),
      ...{ instrument: nameOf(entry.instrument), lab: nameOf(entry.lab), organisation: nameOf(entry.organisation) },
      ...{ from: entry.offerFrom, until: entry.offerUntil, zone: entry.instrument.zone },
      deadlineAt: entry.offerHoldUntil ?? entry.offerFrom,
    };
    await tell(tx, { eventId: event.id, mailDomain, at: context.now, notice: { kind, facts }, people: [person] });
    return done(undefined);
  };
}

function nameOf(row: { nameZh: string; nameEn: string | null }): Name {
  return row.nameEn ? { zh: row.nameZh, en: row.nameEn } : { zh: row.nameZh };
}
