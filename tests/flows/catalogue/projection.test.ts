import { findExactly, findFreeTime } from '@guanyi/api/routes/catalogue/find-free';
import { checkNightly, foldChanges, rebuildAll } from '@guanyi/commands/catalogue/keep-projection';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { refreshPriceFrom } from '@guanyi/db/billing/policies';
import { countFacets } from '@guanyi/db/catalogue/facets';
import { putRules } from '@guanyi/db/catalogue/offerings';
import { countHits, findHits } from '@guanyi/db/catalogue/search';
import type { SearchFilter } from '@guanyi/db/catalogue/search-filter';
import { insertClaim, releaseClaim, shortenClaim } from '@guanyi/db/scheduling/claims';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import { newId } from '@guanyi/platform/ids';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemoApp, type DemoApp } from '../../support/demo.ts';

let api: DemoApp;
let now: number;
let instruments: { id: string; labId: string }[];

beforeAll(async () => {
  api = await buildDemoApp();
  now = api.clock.now();
  instruments = await api.database.sql<{ id: string; labId: string }[]>`
    SELECT id, lab_id AS "labId" FROM instruments WHERE status = 'active' ORDER BY id`;
});
afterAll(() => api.close());

const run = <T>(command: Parameters<typeof execute<unknown, T>>[2], input: unknown = undefined) =>
  execute(api.database, systemContext(now), command, input);
const fold = () => run((tx, context) => foldChanges(tx, context, { limit: 100_000 }));
const notes = async () => (await api.database.sql`SELECT 1 FROM calendar_notes`).length;

const claim = (instrument: { id: string; labId: string }, window: Window, expiresAt: number | null = null) =>
  api.database.begin(async (tx) => {
    const id = newId();
    const isTaken = await insertClaim(tx, {
      ...{ id, labId: instrument.labId, instrumentId: instrument.id, kind: 'maintenance', claimId: id, ...window },
      ...{ organisationId: null, userId: null, expiresAt, createdAt: now },
    });
    return isTaken ? id : undefined;
  });

/** What the search finds and counts, and what the availability function says about each instrument by itself. */
async function bothAnswers(wanted: Window & { minMinutes: number | undefined }, more: Partial<SearchFilter> = {}) {
  const calendar = await loadWorkCalendar(api.database, { from: now - DAY_MS, until: now + 735 * DAY_MS });
  const free = await findFreeTime(api.database, wanted, calendar, now);
  const exact = await findExactly(api.database, { status: 'active' }, wanted, calendar, now);
  const answer = async (filter: SearchFilter) => ({
    ids: (await findHits(api.database, filter, { by: 'newest' }, { limit: 1_000 })).map((hit) => hit.id),
    count: await countHits(api.database, filter),
    ...(await countFacets(api.database, filter)),
  });
  return {
    searched: await answer({ status: 'active', free, ...more }),
    judged: await answer({ status: 'active', among: [...exact.keys()], ...more }),
  };
}

const windowIn = (days: number) =>
  fc
    .record({
      day: fc.integer({ min: -1, max: days }),
      quarter: fc.integer({ min: 0, max: 95 }),
      quarters: fc.integer({ min: 1, max: 300 }),
    })
    .map(({ day, quarter, quarters }) => {
      const from = Math.floor(now / DAY_MS) * DAY_MS + day * DAY_MS + quarter * 15 * MINUTE_MS;
      return { from, until: from + quarters * 15 * MINUTE_MS };
    });

describe('the projection of the calendar', () => {
  it('takes in what the demonstration has noted and agrees with the calendar', async () => {
    expect(await notes()).toBeGreaterThan(0);
    await fold();
    expect(await notes()).toBe(0);
    await expect(run(checkNightly)).resolves.toMatchObject({ ok: true, value: { differing: 0, miscounted: 0 } });
  });

  it('finds and counts what the availability function says, whatever is claimed, noted or lapsed', async () => {
    const step = fc.record({
      place: fc.nat(),
      window: windowIn(12),
      offMinutes: fc.constantFrom(0, 0, 7),
      lapses: fc.constantFrom(null, null, -HOUR_MS, HOUR_MS),
      ending: fc.constantFrom('stay', 'stay', 'release', 'shorten'),
      folds: fc.boolean(),
    });
    const wish = fc.record({ window: windowIn(12), minMinutes: fc.constantFrom(undefined, undefined, 60, 120, 480) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), wish, async (steps, { window, minMinutes }) => {
        for (const { place, window: claimed, offMinutes, lapses, ending, folds } of steps) {
          const instrument = instruments[place % instruments.length]!;
          const shifted = {
            from: claimed.from + offMinutes * MINUTE_MS,
            until: claimed.until + offMinutes * MINUTE_MS,
          };
          const id = await claim(instrument, shifted, lapses === null ? null : now + lapses);
          if (id && ending === 'release') await api.database.begin((tx) => releaseClaim(tx, instrument.labId, id));
          const middle = (shifted.from + shifted.until) / 2;
          if (id && ending === 'shorten')
            await api.database.begin((tx) => shortenClaim(tx, instrument.labId, id, middle));
          if (folds) await fold();
        }
        const { searched, judged } = await bothAnswers({ ...window, minMinutes });
        expect(searched).toEqual(judged);
      }),
      { numRuns: 40 },
    );
    await fold();
    await expect(run(checkNightly)).resolves.toMatchObject({ ok: true, value: { differing: 0, miscounted: 0 } });
  });

  it('follows rules, also such as it is too coarse for, and grids over midnight', async () => {
    const week = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' }));
    const rules: BookingRules = {
      ...{
        weekly: week,
        slotMinutes: 20,
        minMinutes: 20,
        maxMinutes: 1_440,
        leadMinutes: 0,
        horizonDays: 60,
        setupMinutes: 5,
      },
      ...{ teardownMinutes: 10, closedOnHolidays: false, noShowMinutes: 0, quotas: [], qualificationIds: [] },
    };
    const [odd, allNight] = instruments as [(typeof instruments)[0], (typeof instruments)[0]];
    const key = (one: typeof odd) => ({ labId: one.labId, instrumentId: one.id });
    await api.database.begin(async (tx) => {
      await putRules(tx, key(odd), rules, now);
      await putRules(tx, key(allNight), { ...rules, slotMinutes: 60, minMinutes: 60 }, now);
    });
    await fold();
    const night = Math.floor(now / DAY_MS) * DAY_MS + 20 * DAY_MS + 14 * HOUR_MS;
    await claim(odd, { from: night, until: night + HOUR_MS });
    await claim(allNight, { from: night - 12 * HOUR_MS, until: night + HOUR_MS });
    await fold();
    for (const [from, hours] of [
      [0, 1],
      [1, 1],
      [1, 3],
      [-1, 4],
      [-14, 40],
    ] as const) {
      const wanted = { from: night + from * HOUR_MS, until: night + (from + hours) * HOUR_MS };
      for (const minMinutes of [undefined, 120]) {
        const { searched, judged } = await bothAnswers({ ...wanted, minMinutes });
        expect(searched, `${from} ${hours} ${minMinutes}`).toEqual(judged);
      }
    }
  });

  it('counts by every facet what the rows say, with a condition and without', async () => {
    const wanted = { from: now + 3 * DAY_MS, until: now + 3 * DAY_MS + 2 * HOUR_MS, minMinutes: 60 };
    const conditions: Partial<SearchFilter>[] = [
      { mode: ['rent'] },
      { form: ['machineTime'] },
      { discipline: ['foodSafety'] },
      { classCode: ['01'] },
      { classCode: ['01', '02'] },
      { region: ['31', '37'] },
      { region: ['3101'] },
      { labLevel: ['regional'] },
      { mode: ['rent'], region: ['31'] },
      { priceMaxFen: 20_000 },
      { priceMinFen: 5_001, priceMaxFen: 15_000 },
      { priceMinFen: 6_000 },
      { accreditation: ['CNAS'] },
      { accreditation: ['CNAS', 'CMA'] },
      { accreditation: ['CMA'], priceMaxFen: 15_000 },
    ];
    for (const condition of conditions) {
      const { searched, judged } = await bothAnswers(wanted, condition);
      expect(searched, JSON.stringify(condition)).toEqual(judged);
      const plain = await countFacets(api.database, { status: 'active', ...condition });
      const everything = { status: 'active' as const, among: instruments.map((one) => one.id), ...condition };
      expect(plain, JSON.stringify(condition)).toEqual(await countFacets(api.database, everything));
    }
  });

  it('counts a new price at once', async () => {
    const { id, labId } = instruments[0]!;
    await fold();
    await api.database.begin(async (tx) => {
      await tx.sql`UPDATE price_policies SET rate_per_hour_fen = 99900 WHERE lab_id = ${labId} AND instrument_id = ${id}`;
      await refreshPriceFrom(tx, labId, id, now);
    });
    const everything = { status: 'active' as const, among: instruments.map((one) => one.id) };
    const rows = await countFacets(api.database, everything);
    expect(await countFacets(api.database, { status: 'active' })).toEqual(rows);
    await fold();
    expect(await countFacets(api.database, { status: 'active' })).toEqual(rows);
  });

  it('notices a claim that nobody noted, mends it, and is the same when made from nothing', async () => {
    const instrument = instruments.at(-1)!;
    await api.database.sql`
      INSERT INTO occupancy (lab_id, id, instrument_id, during, kind, claim_id, created_at) VALUES (${instrument.labId}, ${newId()},
        ${instrument.id}, tstzrange(${new Date(now + 40 * DAY_MS).toISOString()}, ${new Date(now + 41 * DAY_MS).toISOString()}),
        'maintenance', ${newId()}, now())`;
    await expect(run(checkNightly)).resolves.toMatchObject({ ok: true, value: { differing: 1 } });
    await fold();
    const rows = () =>
      api.database.sql`SELECT lab_id, instrument_id, day, busy, lapses_at, facets FROM instrument_days ORDER BY 2, 3`;
    const kept = await rows();
    await expect(run(checkNightly)).resolves.toMatchObject({ ok: true, value: { differing: 0, miscounted: 0 } });
    await run(rebuildAll);
    expect(await rows()).toEqual(kept);
  });
});
