import { execute } from '@guanyi/commands/execute';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { cancelOutage } from '@guanyi/commands/scheduling/cancel-outage';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { createHold } from '@guanyi/commands/scheduling/create-hold';
import { createOutage } from '@guanyi/commands/scheduling/create-outage';
import { approveBooking } from '@guanyi/commands/scheduling/decide-booking';
import { listCharges } from '@guanyi/db/billing/charges';
import { findBooking } from '@guanyi/db/scheduling/booking-queries';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { listConflicts } from '@guanyi/db/scheduling/conflicts';
import type { OutageKind } from '@guanyi/domain/scheduling/claim';
import { describe, expect, test } from 'vitest';
import {
  book,
  booked,
  database,
  day,
  everything,
  freshInstrument,
  request,
  useBookingScene,
  world,
} from '../../support/booking-scene.ts';
import { asPerson, at } from '../../support/factories/world.ts';

useBookingScene();

/** Takes the instrument out of service on that Monday. @returns the id and how many conflicts there are. */
async function outage(instrumentId: string, from: string, until: string, kind: OutageKind = 'breakdown', now?: number) {
  const window = { from: at(`${day} ${from}`), until: at(`${day} ${until}`) };
  const outcome = await execute(database, asPerson(world.keeper, now), createOutage, {
    ...{ instrumentId, kind, note: 'detector', ...window },
  });
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

async function callOff(outageId: string, now?: number) {
  return execute(database, asPerson(world.keeper, now), cancelOutage, { outageId });
}

/** What occupies the instrument on that Monday, as `kind from–until` in local time. */
async function busy(instrumentId: string): Promise<string[]> {
  const claims = await claimsOf(database, [instrumentId], { from: at(`${day} 00:00`), until: at(`${day} 23:59`) });
  const clock = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(11, 16);
  return claims.map((claim) => `${claim.kind} ${clock(claim.from)}–${clock(claim.until)}`);
}

const conflictsOf = (instrumentId: string) => listConflicts(database, everything, { instrumentId, limit: 1_000 });

describe('an outage over bookings', () => {
  test('is created, gives every claim under it a conflict without a fee, and loses or keeps none silently', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const under = [
      await booked(world.booker, request(instrumentId, '08:00', '10:00')),
      await booked(world.otherBooker, request(instrumentId, '10:00', '11:00')),
      await booked(world.booker, request(instrumentId, '13:00', '15:00')),
    ];
    const beside = await booked(world.booker, request(instrumentId, '16:00', '17:00'));
    const { conflicts } = await outage(instrumentId, '09:00', '14:00');
    expect(conflicts.map((conflict) => conflict.claimId)).toEqual(under);
    expect(await busy(instrumentId)).toEqual([
      'booking 08:00–09:00',
      'breakdown 09:00–14:00',
      'booking 14:00–15:00',
      'booking 16:00–17:00',
    ]);
    for (const bookingId of [...under, beside])
      expect(await findBooking(database, everything, bookingId)).toMatchObject({ status: 'confirmed' });
    expect(await listCharges(database, everything, { labId: world.labId, limit: 10 })).toEqual([]);
  });

  test('leaves nothing free while its conflicts are open, so that every booking can come back', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    await booked(world.booker, request(instrumentId, '08:00', '10:00'));
    const { id } = await outage(instrumentId, '09:00', '12:00');
    expect(await book(world.otherBooker, request(instrumentId, '08:00', '09:00'))).toMatchObject({
      code: 'slot-taken',
    });
    expect(await book(world.otherBooker, request(instrumentId, '11:00', '13:00'))).toMatchObject({
      code: 'slot-taken',
    });
    expect(await callOff(id)).toMatchObject({ ok: true });
    expect(await busy(instrumentId)).toEqual(['booking 08:00–10:00']);
    expect(await book(world.otherBooker, request(instrumentId, '11:00', '13:00'))).toMatchObject({ ok: true });
    const [conflict] = await conflictsOf(instrumentId);
    expect(conflict).toMatchObject({ status: 'resolved', outcome: 'kept' });
  });

  test('may overlap others; what one still covers stays suspended when the other is called off', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    await booked(world.booker, request(instrumentId, '10:00', '12:00'));
    const first = await outage(instrumentId, '09:00', '11:00', 'maintenance');
    const second = await outage(instrumentId, '10:30', '13:00', 'breakdown');
    expect(second.conflicts).toHaveLength(1);
    expect(second.conflicts[0]?.id).toBe(first.conflicts[0]?.id);
    expect(await busy(instrumentId)).toEqual(['maintenance 09:00–11:00', 'breakdown 11:00–13:00']);
    await callOff(first.id);
    expect(await busy(instrumentId)).toEqual(['booking 10:00–10:30', 'breakdown 10:30–13:00']);
    expect(await conflictsOf(instrumentId)).toMatchObject([
      { status: 'open', cause: 'breakdown', outageId: second.id },
    ]);
    await callOff(second.id);
    expect(await busy(instrumentId)).toEqual(['booking 10:00–12:00']);
    expect(await conflictsOf(instrumentId)).toMatchObject([{ status: 'resolved', outcome: 'kept' }]);
  });

  test('that was called off cannot be called off again, and one that has begun frees the rest from now on', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const { id } = await outage(instrumentId, '09:00', '12:00');
    expect(await callOff(id, at(`${day} 10:00`))).toMatchObject({ ok: true });
    expect(await busy(instrumentId)).toEqual(['breakdown 09:00–10:00']);
    expect(await callOff(id)).toMatchObject({ code: 'state-conflict', details: { currentStatus: 'cancelled' } });
  });

  test('ends holds, keeps requests that are approved meanwhile, and sends a use under way to a person', async () => {
    const instrumentId = await freshInstrument();
    const pending = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const window = { from: at(`${day} 10:00`), until: at(`${day} 11:00`) };
    await execute(database, asPerson(world.otherBooker), createHold, { instrumentId, ...window });
    const { id } = await outage(instrumentId, '09:00', '12:00');
    expect(await busy(instrumentId)).toEqual(['breakdown 09:00–12:00']);
    await execute(database, asPerson(world.labManager), approveBooking, { bookingId: pending });
    await callOff(id);
    expect(await busy(instrumentId)).toEqual(['booking 09:00–10:00']);
    const [claim] = await claimsOf(database, [instrumentId], { from: at(`${day} 00:00`), until: at(`${day} 23:00`) });
    // Confirmed it lapses only if nobody comes.
    expect(claim).toMatchObject({ expiresAt: at(`${day} 09:30`) });

    await execute(database, asPerson(world.keeper, at(`${day} 09:00`)), checkIn, { bookingId: pending });
    const broken = await outage(instrumentId, '09:30', '18:00', 'breakdown', at(`${day} 09:30`));
    expect(broken.conflicts).toMatchObject([{ claimId: pending, status: 'escalated', defaultAction: 'none' }]);
  });

  test('excuses who cancels: late notice costs nothing, and the slot stays with the outage', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    await outage(instrumentId, '08:00', '12:00');
    const late = at(`${day} 07:00`);
    await execute(database, asPerson(world.booker, late), cancelBooking, { bookingId, reason: 'machine is broken' });
    expect(await findBooking(database, everything, bookingId)).toMatchObject({
      status: 'cancelled',
      cancellationFeeFen: 0,
    });
    expect(await listCharges(database, everything, { bookingId, limit: 10 })).toEqual([]);
    expect(await conflictsOf(instrumentId)).toMatchObject([{ status: 'resolved', outcome: 'cancelled' }]);
    expect(await busy(instrumentId)).toEqual(['breakdown 08:00–12:00']);
  });

  test('of statutory duty puts who gives way first in line and is on the audit trail', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const bookingId = await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    const { id, conflicts } = await outage(instrumentId, '08:00', '12:00', 'statutory');
    expect(conflicts).toMatchObject([{ rank: 0, cause: 'statutory' }]);
    const entries = await database.sql`SELECT action, details FROM audit_events WHERE subject_id = ${id}`;
    expect(entries).toMatchObject([{ action: 'outage.statutory', details: { displaced: [bookingId] } }]);
  });

  test('is refused for nonsense only: another lab, a backward window, a century', async () => {
    const instrumentId = await freshInstrument();
    const window = { from: at(`${day} 09:00`), until: at(`${day} 10:00`) };
    const wanted = { instrumentId, kind: 'maintenance' as const, note: '', ...window };
    const stranger = { ...world.keeper, labId: world.districtId };
    expect(await execute(database, asPerson(stranger), createOutage, wanted)).toMatchObject({ code: 'not-found' });
    for (const until of [window.from, window.from - 1, window.from + 100 * 365 * 86_400_000])
      expect(await execute(database, asPerson(world.keeper), createOutage, { ...wanted, until })).toMatchObject({
        code: 'invalid-window',
      });
  });

  test('wins against a crowd that books at the same moment: no overlap, and each booking under it has a conflict', async () => {
    const instrumentId = await freshInstrument({ approval: 'auto' });
    const slots = Array.from({ length: 20 }, (_, n) => {
      const from = at(`${day} 08:00`) + n * 1_800_000;
      return { instrumentId, from, until: from + 1_800_000, purpose: { kind: 'research', text: '' } };
    });
    const [made, ...bookings] = await Promise.all([
      outage(instrumentId, '08:00', '18:00'),
      ...slots.map((slot) => book(world.booker, slot)),
    ]);
    const accepted = bookings.filter((outcome) => outcome.ok).length;
    expect((await conflictsOf(instrumentId)).length).toBe(accepted);
    expect(made.conflicts.length).toBe(accepted);
    expect(await busy(instrumentId)).toEqual(['breakdown 08:00–18:00']);
  });
});
