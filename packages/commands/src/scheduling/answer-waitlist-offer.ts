import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import { loadEntryForUpdate, type StoredEntry, saveEntry } from '@guanyi/db/scheduling/waitlist';
import { mayDo, waitlistStatusAt } from '@guanyi/domain/scheduling/waitlist';
import type { EventName } from '@guanyi/events/events';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { createBooking } from './create-booking.ts';

export interface EntryKey {
  waitlistEntryId: string;
}

/**
 * Books the slot that is offered and held, for the person who waited. All rules of a booking hold; a refusal leaves the
 * offer as it is.
 */
export async function acceptWaitlistOffer(
  tx: Tx,
  context: CommandContext,
  { waitlistEntryId }: EntryKey,
): Promise<Outcome<{ id: string }>> {
  const entry = await loadEntryForUpdate(tx, context.reach, waitlistEntryId);
  if (!entry) return refuse('not-found');
  if (!mayDo('accept', entry, context.now) || entry.offerFrom === null || entry.offerUntil === null)
    return conflict(entry, context);
  await giveBack(tx, entry);
  const { userId, organisationId, projectCode } = entry;
  const reach = {
    ...context.reach,
    all: false,
    userId,
    organisationIds: [organisationId],
    labIds: [],
    districtIds: [],
  };
  const booked = await createBooking(
    tx,
    { ...context, reach },
    {
      ...{
        instrumentId: entry.instrumentId,
        from: entry.offerFrom,
        until: entry.offerUntil,
        onBehalfOf: organisationId,
      },
      ...{ purpose: { kind: entry.purposeKind, text: entry.purposeText }, serviceWay: entry.serviceWay },
      ...(projectCode === null ? {} : { projectCode }),
    },
  );
  if (!booked.ok) return booked;
  await saveEntry(tx, { ...entry, status: 'accepted', bookingId: booked.value.id }, context.now);
  await tell(tx, context, entry, 'waitlist.accepted');
  return done({ id: entry.id });
}

/** Steps out of the line; an offered slot goes to the next. */
export async function leaveWaitlist(
  tx: Tx,
  context: CommandContext,
  { waitlistEntryId }: EntryKey,
): Promise<Outcome<{ id: string }>> {
  const entry = await loadEntryForUpdate(tx, context.reach, waitlistEntryId);
  if (!entry) return refuse('not-found');
  if (!mayDo('leave', entry, context.now)) return conflict(entry, context);
  await giveBack(tx, entry);
  await saveEntry(tx, { ...entry, status: 'left' }, context.now);
  await tell(tx, context, entry, 'waitlist.left');
  return done({ id: entry.id });
}

/** Ends an offer that nobody took in time, or that could not be booked as its owner wished. */
export async function lapseOffer(
  tx: Tx,
  context: CommandContext,
  entry: StoredEntry,
  refusal: string | null = null,
): Promise<void> {
  await giveBack(tx, entry);
  await saveEntry(tx, { ...entry, status: 'lapsed', refusal }, context.now);
  await tell(tx, context, entry, 'waitlist.lapsed');
}

/** An automatic acceptance was refused by a rule: the slot goes on, and the entry says why. */
export async function giveUpOffer(
  tx: Tx,
  context: CommandContext,
  { waitlistEntryId, code }: EntryKey & { code: string },
): Promise<Outcome<null>> {
  const entry = await loadEntryForUpdate(tx, context.reach, waitlistEntryId);
  if (entry?.status === 'offered') await lapseOffer(tx, context, entry, code);
  return done(null);
}

async function giveBack(tx: Tx, entry: StoredEntry): Promise<void> {
  if (entry.offerHoldId !== null) await releaseClaim(tx, entry.labId, entry.offerHoldId);
}

function conflict(entry: StoredEntry, { now }: CommandContext) {
  return refuse('state-conflict', { details: { currentStatus: waitlistStatusAt(entry, now) } });
}

type WaitlistEvent = Extract<EventName, `waitlist.${string}`>;

async function tell(tx: Tx, context: CommandContext, entry: StoredEntry, name: WaitlistEvent): Promise<void> {
  const payload = { labId: entry.labId, waitlistEntryId: entry.id, instrumentId: entry.instrumentId };
  await append(tx, { name, labId: entry.labId, aggregateId: entry.id, payload, occurredAt: context.now });
}
