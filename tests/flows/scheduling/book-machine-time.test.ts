import { execute } from '@guanyi/commands/execute';
import { createHold } from '@guanyi/commands/scheduling/create-hold';
import { releaseHold } from '@guanyi/commands/scheduling/release-hold';
import { describe, expect, test } from 'vitest';
import {
  book,
  booked,
  database,
  day,
  freshInstrument,
  request,
  useBookingScene,
  world,
} from '../../support/booking-scene.ts';
import { asPerson, at, createWorld } from '../../support/factories/world.ts';

useBookingScene();

describe('a slot that is taken', () => {
  // Every relation that a wanted window can have to a booking from 12 to 15.
  test.each([
    ['11:00', '12:00', true],
    ['15:00', '16:00', true],
    ['11:00', '13:00', false],
    ['14:00', '16:00', false],
    ['11:00', '16:00', false],
    ['13:00', '14:00', false],
    ['12:00', '15:00', false],
    ['12:00', '13:00', false],
    ['14:00', '15:00', false],
    ['12:00', '16:00', false],
    ['11:00', '15:00', false],
    ['10:00', '11:00', true],
    ['16:00', '17:00', true],
  ])('beside 12:00–15:00, %s–%s is accepted: %s', async (from, until, isAccepted) => {
    const instrumentId = await freshInstrument();
    await booked(world.booker, request(instrumentId, '12:00', '15:00'));
    const outcome = await book(world.otherBooker, request(instrumentId, from, until));
    expect(outcome.ok).toBe(isAccepted);
    if (!outcome.ok) expect(outcome.code).toBe('slot-taken');
  });

  test('offers other times of the same length that can then be booked', async () => {
    const instrumentId = await freshInstrument();
    await booked(world.booker, request(instrumentId, '12:00', '15:00'));
    const outcome = await book(world.otherBooker, request(instrumentId, '13:00', '15:00'));
    if (outcome.ok) throw new Error('should be taken');
    const alternatives = outcome.details?.alternatives as { from: string; until: string }[];
    expect(alternatives.length).toBeGreaterThan(0);
    const [nearest] = alternatives;
    const second = await book(world.otherBooker, {
      ...request(instrumentId, '13:00', '15:00'),
      from: Date.parse(nearest!.from),
      until: Date.parse(nearest!.until),
    });
    expect(second.ok).toBe(true);
  });

  test('a pending request occupies, so the second is refused at asking', async () => {
    const instrumentId = await freshInstrument({ approval: 'chain' });
    await booked(world.booker, request(instrumentId, '09:00', '10:00'));
    expect(await book(world.otherBooker, request(instrumentId, '09:00', '10:00'))).toMatchObject({
      code: 'slot-taken',
    });
  });

  test('set-up and tear-down add up and may touch, never overlap', async () => {
    const instrumentId = await freshInstrument({ rules: { slotMinutes: 15, setupMinutes: 15, teardownMinutes: 30 } });
    await booked(world.booker, request(instrumentId, '10:00', '11:00'));
    expect(await book(world.booker, request(instrumentId, '11:30', '12:00'))).toMatchObject({ code: 'slot-taken' });
    expect(await book(world.booker, request(instrumentId, '11:45', '12:15'))).toMatchObject({ ok: true });
  });
});

describe('a storm', () => {
  test('300 people at once on one free slot: one wins, nobody sees anything but slot-taken', async () => {
    const instrumentId = await freshInstrument();
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        book(i % 2 ? world.booker : world.otherBooker, request(instrumentId, '09:00', '11:00')),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(new Set(outcomes.filter((outcome) => !outcome.ok).map((outcome) => !outcome.ok && outcome.code))).toEqual(
      new Set(['slot-taken']),
    );
  });

  test('shifted windows over one day: the accepted never overlap and every refused one overlaps an accepted one', async () => {
    const instrumentId = await freshInstrument({ rules: { slotMinutes: 5 } });
    const starts = Array.from({ length: 120 }, (_, i) => at(`${day} 08:00`) + ((i * 37) % 120) * 300_000);
    const outcomes = await Promise.all(
      starts.map(async (from) => ({
        from,
        until: from + 3_600_000,
        outcome: await book(world.booker, {
          ...request(instrumentId, '08:00', '09:00'),
          from,
          until: from + 3_600_000,
        }),
      })),
    );
    const accepted = outcomes.filter((entry) => entry.outcome.ok).sort((a, b) => a.from - b.from);
    expect(accepted.length).toBeGreaterThan(4);
    for (const [i, entry] of accepted.slice(1).entries()) expect(accepted[i]!.until).toBeLessThanOrEqual(entry.from);
    for (const refused of outcomes.filter((entry) => !entry.outcome.ok && entry.outcome.code === 'slot-taken')) {
      expect(accepted.some((entry) => entry.from < refused.until && refused.from < entry.until)).toBe(true);
    }
  });
});

describe('a hold', () => {
  const window = (instrumentId: string) => ({ instrumentId, from: at(`${day} 09:00`), until: at(`${day} 10:00`) });

  test('of another blocks, of oneself is usable, lapsed is free', async () => {
    const instrumentId = await freshInstrument();
    const held = await execute(database, asPerson(world.booker), createHold, window(instrumentId));
    if (!held.ok) throw new Error(held.code);
    expect(await book(world.otherBooker, request(instrumentId, '09:00', '10:00'))).toMatchObject({
      code: 'slot-taken',
    });
    expect(await book(world.booker, request(instrumentId, '09:00', '10:00', { holdId: held.value.id }))).toMatchObject({
      ok: true,
    });

    const another = await freshInstrument();
    const lapsing = await execute(database, asPerson(world.booker), createHold, window(another));
    if (!lapsing.ok) throw new Error(lapsing.code);
    const atItsEnd = lapsing.value.releaseAt;
    expect(await book(world.otherBooker, request(another, '09:00', '10:00'), atItsEnd - 1)).toMatchObject({
      code: 'slot-taken',
    });
    expect(await book(world.otherBooker, request(another, '09:00', '10:00'), atItsEnd)).toMatchObject({ ok: true });
  });

  test('is usable by its owner without naming it, and free once released', async () => {
    const instrumentId = await freshInstrument();
    await execute(database, asPerson(world.booker), createHold, window(instrumentId));
    expect(await book(world.booker, request(instrumentId, '09:30', '10:00'))).toMatchObject({ ok: true });
    const second = await freshInstrument();
    const held = await execute(database, asPerson(world.booker), createHold, window(second));
    if (!held.ok) throw new Error(held.code);
    expect(await execute(database, asPerson(world.otherBooker), releaseHold, { holdId: held.value.id })).toMatchObject({
      code: 'not-found',
    });
    expect(await execute(database, asPerson(world.booker), releaseHold, { holdId: held.value.id })).toMatchObject({
      ok: true,
    });
    expect(await book(world.otherBooker, request(second, '09:00', '10:00'))).toMatchObject({ ok: true });
  });

  test('an organisation has five at most, also when it asks for nine at once', async () => {
    const instruments = await Promise.all(Array.from({ length: 9 }, () => freshInstrument()));
    const person = (await createWorld(database)).booker;
    const outcomes = await Promise.all(
      instruments.map((id) => execute(database, asPerson(person), createHold, window(id))),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.code === 'too-many-holds')).toHaveLength(4);
  });
});
