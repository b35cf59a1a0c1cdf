import { findUseOfBooking } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { type Membership, reachOf } from '@guanyi/domain/identity/reach';
import type { Role } from '@guanyi/domain/identity/roles';
import { addDays, type Day, localDay, wallTime } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import { rateUsage } from '../billing/rate-usage.ts';
import type { CommandContext, Outcome } from '../context.ts';
import { checkIn } from '../scheduling/check-in.ts';
import { checkOut } from '../scheduling/check-out.ts';
import { createBooking } from '../scheduling/create-booking.ts';
import { approveBooking } from '../scheduling/decide-booking.ts';
import type { DemoInstrument } from './demo-instruments.ts';
import { type DemoPlaces, demoEmail } from './demo-people.ts';

const customers = ['ocean-univ', 'beacon-foods', 'tex-sme'] as const;

/** The project to whose budget the university's bookings count. */
export const demoProject = 'NSFC-42076153';

const purposes = [
  { kind: 'research', text: '近海沉积物与水产品中重金属的迁移研究' },
  { kind: 'development', text: '新产品配方稳定性验证' },
  { kind: 'production', text: '出口批次质量复核' },
  { kind: 'teaching', text: '研究生仪器分析实践课' },
] as const;

/** Local start and length in minutes; the hours of a busy laboratory. */
const slots = [
  ['09:00', 120],
  ['13:30', 90],
  ['15:30', 90],
  ['10:30', 180],
  ['14:00', 180],
] as const;

/** Minutes by which people leave after the end of their time; before it when negative. */
const leaving = [0, -5, 0, -10, 0, 20, 0] as const;

const daysBack = 5;
const daysAhead = 6;
/** Every so many of the possible slots is taken, so that boards look used and not full. */
const stride = 2;
const bookedInstruments = 24;

/** Fills a week behind and a week ahead through the commands themselves, so that rules and constraint hold. What a rule refuses is left out. */
export async function writeDemoBookings(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
): Promise<void> {
  const bookable = instruments.filter((one) => one.rules !== null && one.zone === 'Asia/Shanghai');
  const spread = Math.max(1, Math.floor(bookable.length / bookedInstruments));
  const chosen = bookable.filter((_, i) => i % spread === 0);
  const today = localDay('Asia/Shanghai', context.now);
  let turn = 0;
  for (const [row, instrument] of chosen.entries()) {
    // One more for each row, so that a day does not belong to the same customer throughout.
    turn += 1;
    for (let offset = -daysBack; offset <= daysAhead; offset += 1) {
      if ((row + offset) % stride !== 0) continue;
      turn += 1;
      const [clock, minutes] = slots[turn % slots.length] ?? slots[0];
      const from = startOf(instrument, addDays(today, offset), clock);
      const window = { from, until: from + minutes * MINUTE_MS };
      if (window.from <= context.now && context.now < window.until) continue;
      await book(tx, context, places, { instrument, window, turn });
    }
  }
  const idle = bookable.filter((one) => !chosen.includes(one));
  await useOneNow(tx, context, places, idle, turn);
}

function startOf(instrument: DemoInstrument, day: Day, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return wallTime(instrument.zone, day, hours * 60 + minutes);
}

interface Plan {
  instrument: DemoInstrument;
  window: Window;
  turn: number;
}

/** One booking with the life that its time suggests: used and charged, in use, or waiting. */
async function book(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  { instrument, window, turn }: Plan,
): Promise<void> {
  const { now } = context;
  const isPast = window.until <= now;
  const place = customers[turn % customers.length] ?? customers[0];
  const booker = contextOf(places, 'booker', place, null);
  const manager = contextOf(
    places,
    'labManager',
    instrument.labCode.startsWith('qd') ? 'qingdao' : 'shanghai',
    instrument.labId,
  );
  const askedAt = isPast ? window.from - 3 * DAY_MS : now - ((turn % 7) + 1) * HOUR_MS;
  const booked = await createBooking(tx, booker(askedAt), {
    ...window,
    instrumentId: instrument.id,
    purpose: purposes[turn % purposes.length] ?? purposes[0],
    ...(place === 'ocean-univ' && { projectCode: demoProject }),
  });
  if (!booked.ok) return;
  const bookingId = booked.value.id;
  const isLeftWaiting = !isPast && window.from > now && turn % 2 === 0;
  if (instrument.approval === 'chain' && !isLeftWaiting) {
    must(await approveBooking(tx, manager(askedAt + HOUR_MS), { bookingId }));
  }
  if (window.from > now || (instrument.approval === 'chain' && isLeftWaiting)) return;
  must(await checkIn(tx, manager(window.from), { bookingId }));
  if (!isPast) return;
  const leftAt = window.until + (leaving[turn % leaving.length] ?? 0) * MINUTE_MS;
  must(await checkOut(tx, manager(leftAt), { bookingId }));
  const usageRecordId = await findUseOfBooking(tx, instrument.labId, bookingId);
  if (usageRecordId) must(await rateUsage(tx, context, { labId: instrument.labId, usageRecordId }));
}

const quarterMs = 15 * MINUTE_MS;

/** Somebody is at work at this moment, on a machine that never closes. */
async function useOneNow(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  idle: readonly DemoInstrument[],
  turn: number,
): Promise<void> {
  const instrument = idle.find((one) => one.rules === 'round' && one.approval === 'auto');
  if (!instrument) return;
  const from = Math.floor(context.now / quarterMs) * quarterMs - HOUR_MS;
  const window = { from, until: from + 3 * HOUR_MS };
  const booker = contextOf(places, 'booker', 'ocean-univ', null);
  const asked = { ...window, instrumentId: instrument.id, purpose: purposes[turn % purposes.length] ?? purposes[0] };
  const booked = await createBooking(tx, booker(from - HOUR_MS), asked);
  if (booked.ok) must(await checkIn(tx, booker(from), { bookingId: booked.value.id }));
}

/** The circumstances in which an account of the demonstration acts at an instant. */
export function contextOf(
  places: DemoPlaces,
  role: Role,
  place: string,
  labId: string | null,
): (now: number) => CommandContext {
  const userId = places.userIds.get(demoEmail(role, place));
  const organisationId = places.organisationIds.get(place);
  if (userId === undefined || organisationId === undefined) throw new Error(`There is no ${role} at ${place}.`);
  const membership: Membership = { id: userId, organisationId, region: '', role, ...(labId === null ? {} : { labId }) };
  const reach = reachOf(userId, [membership]);
  return (now) => ({ now, reach, roles: [role] });
}

export function must<T>(outcome: Outcome<T>): void {
  if (!outcome.ok) throw new Error(`The demonstration was refused: ${outcome.code}.`);
}
