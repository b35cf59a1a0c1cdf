import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { tendWaitlists } from '@guanyi/commands/scheduling/tend-waitlists';
import { connect, type Database } from '@guanyi/db/client';
import { waitlistStatusAt } from '@guanyi/domain/scheduling/waitlist';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLane, type Lane, type LanePeople, lanePeople } from '../../support/calendar-lane.ts';
import { type LaneStep, laneStep } from '../../support/calendar-steps.ts';
import { at, createWorld, type World } from '../../support/factories/world.ts';
import { fullScale } from '../../support/scale.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** Instruments that are played on at once, so that the database is never idle. */
const lanes = 10;
const ticksEach = 50;
const operations = fullScale ? 1_000_000 : 20_000;
const histories = Math.ceil(operations / (lanes * ticksEach));
const minute = 60_000;

let testDatabase: TestDatabase;
let database: Database;
let world: World;
let people: LanePeople[];
let played = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: lanes });
  world = await createWorld(database);
  people = await Promise.all(Array.from({ length: lanes }, () => lanePeople(database)));
}, 60_000);

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** Time goes on and is swept for all instruments together; in between each of them is given a step of its own. */
type Between = { do: 'nothing' } | { do: 'wait'; minutes: number } | { do: 'sweep' };
type Tick = { between: Between; steps: LaneStep[] };

const tick: fc.Arbitrary<Tick> = fc.record({
  between: fc.oneof(
    { weight: 5, arbitrary: fc.constant({ do: 'nothing' as const }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 10, 15, 30, 45, 120) }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'sweep' as const }) },
  ),
  steps: fc.array(laneStep, { minLength: lanes, maxLength: lanes }),
});

/** Plays the steps on the product and on paper; each answer and, in the end, the calendar itself must agree. */
async function play(ticks: readonly Tick[]): Promise<void> {
  played += 1;
  // Each history has days of its own, later than all before, so that nothing of another is due in it.
  const firstDay = at('2026-12-14 08:00') + played * 5 * 24 * 60 * minute;
  let now = firstDay - 60 * minute;
  const playing = await Promise.all(people.map((owners) => createLane(database, world, owners, firstDay)));
  for (const { between, steps } of ticks) {
    if (between.do === 'wait') now += between.minutes * minute;
    if (between.do === 'sweep') {
      await execute(database, systemContext(now), expireDueBookings, { limit: 1_000 });
      await execute(database, systemContext(now), tendWaitlists, { limit: 1_000 });
    }
    const outcomes = await Promise.allSettled(playing.map((lane, i) => lane.take(steps[i]!, now)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
  for (const lane of playing) await compare(lane, now);
}

async function compare({ instrumentId, paper }: Lane, now: number): Promise<void> {
  const { sql } = database;
  const at = new Date(now).toISOString();
  const rows = await sql<{ isOutage: boolean; windows: [number, number][] }[]>`
    SELECT kind = 'breakdown' AS "isOutage", jsonb_agg(jsonb_build_array((extract(epoch FROM lower(piece)) * 1000)::bigint,
      (extract(epoch FROM upper(piece)) * 1000)::bigint) ORDER BY lower(piece)) AS windows
    FROM (SELECT kind, unnest(range_agg(during * tstzrange(${at}, NULL))) AS piece FROM (
      SELECT CASE WHEN kind = 'breakdown' THEN kind ELSE 'other' END AS kind, during FROM occupancy
      WHERE active AND instrument_id = ${instrumentId} AND (expires_at IS NULL OR expires_at > ${at}) AND upper(during) > ${at}) claim
      GROUP BY kind) pieces
    GROUP BY kind`;
  const found = (isOutage: boolean) => rows.find((row) => row.isOutage === isOutage)?.windows ?? [];
  const { outages, others } = paper.taken();
  const plain = (windows: { from: number; until: number }[]) => windows.map(({ from, until }) => [from, until]);
  expect({ outages: found(true), others: found(false) }).toEqual({ outages: plain(outages), others: plain(others) });
  const line = await sql<
    { id: string; status: 'waiting'; from: string; until: string; minutes: number; hold: string | null }[]
  >`
    SELECT id, status, from_at AS "from", until_at AS until, minutes, offer_hold_until_at AS hold FROM waitlist_entries
    WHERE instrument_id = ${instrumentId} ORDER BY created_at, id`;
  const stored = line.map(({ status, minutes, from, until, hold }) =>
    waitlistStatusAt(
      {
        ...{ status, minutes, from: Date.parse(from), until: Date.parse(until) },
        offerHoldUntil: hold === null ? null : Date.parse(hold),
      },
      now,
    ),
  );
  expect(stored.toSorted()).toEqual(paper.wishes.map((wish) => paper.statusOf(wish)).toSorted());
}

test(
  'the calendar agrees with a paper one through any history',
  async () => {
    const property = fc.asyncProperty(fc.array(tick, { minLength: ticksEach, maxLength: ticksEach }), play);
    // Making a history of 500 steps smaller takes longer than a run may; seed and path play it again.
    await fc.assert(property, { numRuns: histories, endOnFailure: true });
  },
  fullScale ? 21_600_000 : 600_000,
);
