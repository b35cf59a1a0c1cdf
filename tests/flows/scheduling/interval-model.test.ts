import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { checkOut } from '@guanyi/commands/scheduling/check-out';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { createHold } from '@guanyi/commands/scheduling/create-hold';
import { approveBooking, declineBooking } from '@guanyi/commands/scheduling/decide-booking';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { releaseHold } from '@guanyi/commands/scheduling/release-hold';
import { connect, type Database } from '@guanyi/db/client';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPerson, at, createInstrument, createWorld, type World } from '../../support/factories/world.ts';
import { fullScale } from '../../support/scale.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const histories = fullScale ? 2_000 : 120;
const stepsEach = 50;
const minute = 60_000;
const buffers = { setupMinutes: 15, teardownMinutes: 30 };
/** Nobody came by then: the booking is over. */
const noShowMinutes = 30;

let testDatabase: TestDatabase;
let database: Database;
let world: World;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 8 });
  world = await createWorld(database);
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** A claim as a person would keep it on paper: who has which stretch, and until when it counts without a decision. */
interface Entry {
  kind: 'hold' | 'pending' | 'confirmed' | 'inUse' | 'over';
  owner: number;
  id: string;
  from: number;
  until: number;
  /** Start of the booked time itself. */
  start: number;
  end: number;
  lapsesAt: number;
}

type Decision = { do: 'approve' | 'decline' | 'cancel' | 'checkIn' | 'checkOut' | 'release'; which: number };

type Step =
  | { do: 'book' | 'hold'; who: number; slot: number; length: number }
  | Decision
  | { do: 'advance'; which: number }
  | { do: 'wait'; minutes: number }
  | { do: 'sweep' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('book' as const, 'hold' as const),
      who: fc.nat(1),
      slot: fc.nat(47),
      length: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'approve' as const,
        'decline' as const,
        'cancel' as const,
        'checkIn' as const,
        'checkOut' as const,
        'release' as const,
      ),
      which: fc.nat(20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 10, 15, 30, 45) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'sweep' as const }) },
);

/** Plays the steps on the product and on paper; each answer and, at the end, the calendar itself must agree. */
async function play(steps: readonly Step[], seedDay: number): Promise<void> {
  const instrumentId = await createInstrument(database, {
    labId: world.labId,
    districtId: world.districtId,
    rules: { ...buffers, slotMinutes: 30 },
  });
  const opening = at('2026-12-14 08:00') + seedDay * 86_400_000;
  const people = [world.booker, world.otherBooker] as const;
  const paper: Entry[] = [];
  /** Uses that have ended: what is left of their footprint still stands, and nothing more can happen to them. */
  const finished: Entry[] = [];
  let now = opening - 60 * minute;
  const counts = (entry: Entry) => entry.kind !== 'over' && now < entry.lapsesAt;
  const pick = (which: number, kinds: Entry['kind'][]) => {
    const fitting = paper.filter((entry) => kinds.includes(entry.kind));
    return fitting.length === 0 ? undefined : fitting[which % fitting.length];
  };
  for (const wanted of steps) {
    if (wanted.do === 'wait') now += wanted.minutes * minute;
    else if (wanted.do === 'sweep') await execute(database, systemContext(now), expireDueBookings, { limit: 1_000 });
    else if (wanted.do === 'book' || wanted.do === 'hold') {
      const start = opening + (wanted.slot % 24) * 30 * minute;
      const end = Math.min(start + wanted.length * 30 * minute, opening + 12 * 60 * minute);
      if (start < now || end <= start) continue;
      const [from, until] = [start - buffers.setupMinutes * minute, end + buffers.teardownMinutes * minute];
      const inTheWay = [...paper, ...finished].filter(
        (entry) => counts(entry) && entry.from < until && from < entry.until,
      );
      const blocking = inTheWay.filter((entry) => !(entry.kind === 'hold' && entry.owner === wanted.who));
      const context = asPerson(people[wanted.who]!, now);
      const window = { instrumentId, from: start, until: end };
      const outcome =
        wanted.do === 'book'
          ? await execute(database, context, createBooking, { ...window, purpose: { kind: 'research', text: '' } })
          : await execute(database, context, createHold, window);
      if (!outcome.ok && outcome.code === 'too-many-holds') continue;
      expect({ at: 'slot', ok: outcome.ok }).toEqual({ at: 'slot', ok: blocking.length === 0 });
      if (!outcome.ok) continue;
      // What gave way: the owner's own holds, and everything that had lapsed in the same place.
      for (const entry of paper) if (entry.from < until && from < entry.until) entry.kind = 'over';
      const { id } = outcome.value;
      const lapsesAt = wanted.do === 'hold' ? now + 10 * minute : Math.min(start, now + 48 * 60 * minute);
      paper.push({
        kind: wanted.do === 'hold' ? 'hold' : 'pending',
        owner: wanted.who,
        id,
        from,
        until,
        start,
        end,
        lapsesAt,
      });
    } else if (wanted.do === 'advance') await advance(wanted.which);
    else await decide(wanted as Decision);
  }
  await compareCalendar();

  async function decide(wanted: Decision): Promise<void> {
    if (wanted.do === 'release') {
      const entry = pick(wanted.which, ['hold']);
      if (!entry) return;
      await execute(database, asPerson(people[entry.owner]!, now), releaseHold, { holdId: entry.id });
      entry.kind = 'over';
      return;
    }
    const entry = pick(wanted.which, ['pending', 'confirmed', 'inUse']);
    if (!entry) return;
    const lapsed = now >= entry.lapsesAt;
    const change = { bookingId: entry.id, reason: '' };
    const staff = asPerson(world.keeper, now);
    const [isLegal, outcome, next] = await {
      approve: async () =>
        [
          entry.kind === 'pending' && !lapsed,
          await execute(database, asPerson(world.labManager, now), approveBooking, change),
          'confirmed',
        ] as const,
      decline: async () =>
        [
          entry.kind === 'pending' && !lapsed,
          await execute(database, asPerson(world.labManager, now), declineBooking, change),
          'over',
        ] as const,
      cancel: async () =>
        [
          ['pending', 'confirmed'].includes(entry.kind) && !lapsed,
          await execute(database, staff, cancelBooking, change),
          'over',
        ] as const,
      checkIn: async () =>
        [entry.kind === 'confirmed' && !lapsed, await execute(database, staff, checkIn, change), 'inUse'] as const,
      checkOut: async () =>
        [entry.kind === 'inUse', await execute(database, staff, checkOut, change), 'inUse'] as const,
    }[wanted.do]();
    expect({ at: wanted.do, ok: outcome.ok }).toEqual({ at: wanted.do, ok: isLegal });
    if (!isLegal) return;
    entry.kind = next;
    if (wanted.do === 'approve') entry.lapsesAt = Math.min(entry.end, entry.start + noShowMinutes * minute);
    if (wanted.do === 'checkIn') entry.lapsesAt = Number.POSITIVE_INFINITY;
    if (wanted.do === 'checkOut') shorten(entry);
  }

  /** The usual next thing that happens to a booking, so that histories reach their end more often than by chance. */
  async function advance(which: number): Promise<void> {
    const usual = { pending: 'approve', confirmed: 'checkIn', inUse: 'checkOut' } as const;
    const entry = pick(which, ['pending', 'confirmed', 'inUse']);
    if (entry) await decide({ do: usual[entry.kind as keyof typeof usual], which });
  }

  /** After check-out only the tear-down still occupies. */
  function shorten(entry: Entry): void {
    const until = Math.min(entry.until, now + buffers.teardownMinutes * minute);
    entry.kind = 'over';
    if (entry.from < until) finished.push({ ...entry, kind: 'inUse', until });
  }

  async function compareCalendar(): Promise<void> {
    const rows = await database.sql<{ from: number; until: number }[]>`
      SELECT (extract(epoch FROM lower(during)) * 1000)::float8 AS "from", (extract(epoch FROM upper(during)) * 1000)::float8 AS until
      FROM occupancy WHERE active AND instrument_id = ${instrumentId} AND (expires_at IS NULL OR expires_at > ${new Date(now).toISOString()})
      ORDER BY 1`;
    const onPaper = [...paper.filter(counts), ...finished]
      .map(({ from, until }) => ({ from, until }))
      .sort((a, b) => a.from - b.from);
    expect(rows.map(({ from, until }) => ({ from, until }))).toEqual(onPaper);
  }
}

test(
  'the calendar agrees with a paper one through any history',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: stepsEach, maxLength: stepsEach }), fc.nat(20), play),
      { numRuns: histories, endOnFailure: false },
    );
  },
  fullScale ? 3_600_000 : 60_000,
);
