import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { insertEntry, loadSameWish, type NewEntry } from '@guanyi/db/scheduling/waitlist';
import type { ServiceWay } from '@guanyi/domain/billing/price-policy';
import { DAY_MS, MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import { type BookingRules, bookableWindow } from '@guanyi/domain/scheduling/booking-rules';
import { judgeBooking } from '@guanyi/domain/scheduling/judge';
import { waitlistStatusAt } from '@guanyi/domain/scheduling/waitlist';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { lapseOffer } from './answer-waitlist-offer.ts';
import { judgeForm } from './judge-request.ts';
import { customerOf, readRequest } from './read-request.ts';
import { standingOf } from './standing.ts';

/** The longest time in which somebody may wait for a slot. */
const longestDays = 92;

export interface Wish extends Window {
  instrumentId: string;
  /** Length of the slot that is wanted; all of the window when missing. */
  minutes?: number | undefined;
  autoAccept: boolean;
  purpose?: { kind: string; text: string } | undefined;
  projectCode?: string | undefined;
  serviceWay?: ServiceWay | undefined;
  onBehalfOf?: string | undefined;
}

/**
 * Puts somebody in line for any slot of so many minutes inside a window. What could never be booked is refused at once;
 * what is free already is offered at once.
 */
export async function joinWaitlist(tx: Tx, context: CommandContext, wish: Wish): Promise<Outcome<{ id: string }>> {
  const minutes = wish.minutes ?? Math.floor((wish.until - wish.from) / MINUTE_MS);
  const lengthMs = wish.until - wish.from;
  if (lengthMs < Math.max(1, minutes) * MINUTE_MS || lengthMs > longestDays * DAY_MS)
    return refuse('invalid-window', { details: { longestDays } });
  const read = await readRequest(tx, context, { ...wish, form: 'machineTime', window: wish });
  if (!read.ok) return read;
  const { instrument } = read.value;
  const refusal =
    judgeForm(instrument, 'machineTime') ?? judgeWish(context, instrument.rules, wish, minutes, instrument.zone);
  if (refusal) return refusal;
  const asked = { purposeKind: wish.purpose?.kind ?? 'other', serviceWay: wish.serviceWay ?? 'selfOperated' };
  const standing = standingOf(context, read.value, asked, []);
  const personal = judgeBooking(
    { rules: instrument.rules!, zone: instrument.zone, calendar: instrument.calendar, standing, now: context.now },
    { from: wish.from, until: wish.from + minutes * MINUTE_MS },
  ).find(({ code }) => lasting.has(code));
  if (personal) return refuse(personal.code);
  const customer = customerOf(context.reach, read.value);
  if (!customer.ok) return customer;
  const entry = {
    ...{ id: newId(), labId: instrument.labId, instrumentId: instrument.id, districtId: instrument.districtId },
    ...{ organisationId: customer.value.organisationId, userId: context.reach.userId as string },
    ...{ from: wish.from, until: wish.until, minutes, autoAccept: wish.autoAccept, rank: 1, createdAt: context.now },
    ...{ purposeKind: asked.purposeKind, purposeText: wish.purpose?.text ?? '', projectCode: wish.projectCode ?? null },
    serviceWay: asked.serviceWay,
  };
  if (!(await insertEntry(tx, entry)) && !(await insertAfterLapsed(tx, context, entry)))
    return refuse('already-exists');
  await append(tx, {
    name: 'waitlist.joined',
    ...{ labId: entry.labId, aggregateId: entry.id, occurredAt: context.now },
    payload: { labId: entry.labId, waitlistEntryId: entry.id, instrumentId: entry.instrumentId },
  });
  return done({ id: entry.id });
}

/** Where the same wish stands already: if its time has passed, whether or not the sweeper has come by, the new one takes its place. */
async function insertAfterLapsed(tx: Tx, context: CommandContext, entry: NewEntry): Promise<boolean> {
  const same = await loadSameWish(tx, entry);
  if (!same || waitlistStatusAt(same, context.now) !== 'lapsed') return false;
  await lapseOffer(tx, context, same);
  return insertEntry(tx, entry);
}

/** Reasons that no other hour could mend. */
const lasting: ReadonlySet<string> = new Set(['purpose-not-allowed', 'not-qualified', 'suspended']);

function judgeWish(
  { now }: CommandContext,
  rules: BookingRules | null,
  wish: Window,
  minutes: number,
  zone: string,
): Refusal | undefined {
  if (!rules) return refuse('mode-not-offered');
  if (minutes < rules.minMinutes) return refuse('too-short', fault('too-short'));
  if (minutes > rules.maxMinutes) return refuse('too-long', fault('too-long'));
  if (minutes % rules.slotMinutes !== 0) return refuse('off-grid', fault('off-grid'));
  const bookable = bookableWindow(rules, zone, now);
  if (wish.until - minutes * MINUTE_MS < bookable.from) return refuse('too-soon');
  return wish.from >= bookable.until ? refuse('too-far') : undefined;
}

function fault(code: string) {
  return { errors: [{ pointer: '/minutes', code }] };
}
