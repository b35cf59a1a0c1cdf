import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { followRulesOf } from '@guanyi/commands/scheduling/judge-claims-ahead';
import { expect, test } from 'vitest';
import { testPassword } from '../../support/build-app.ts';
import { createPerson, wednesdayMorning } from '../../support/factories/world.ts';
import { api, book, conflictsOf, fresh, tokenOf, useUpkeepScene, world } from '../../support/upkeep-scene.ts';

useUpkeepScene();

test('a day that a notice makes a holiday is told before, and opens conflicts where the instrument closes then', async () => {
  const { database } = api;
  const passwordHash = await hashPassword(testPassword);
  const token = await tokenOf(await createPerson(database, world.districtId, 'platformAdmin', null, passwordHash));
  const [closing, open] = [await fresh({ closedOnHolidays: true }), await fresh()];
  for (const instrumentId of [closing, open]) await book(instrumentId, '09:00', '10:00', {}, '2027-01-04');
  const bookingId = (await book(closing, '23:00', '23:30', {}, '2027-01-05')).body.id;
  expect(bookingId).toBeUndefined();
  const body = { isPublished: true, days: [{ day: '2027-01-04', name: '元旦', isOffDay: true }] };
  const preview = await api.send('POST /calendar-years/2027/preview', { token, body });
  expect(preview.body).toEqual({ closedDays: ['2027-01-04'], openedDays: [], bookings: 1 });
  expect(await conflictsOf(closing)).toEqual([]);
  expect((await api.send('PUT /calendar-years/2027', { token, body })).status).toBe(200);
  await follow();
  expect(await conflictsOf(closing)).toMatchObject([{ cause: 'ruleChange', status: 'open' }]);
  expect(await conflictsOf(open)).toEqual([]);
  // The notice is taken back: the booking is kept.
  await api.send('PUT /calendar-years/2027', { token, body: { ...body, days: [] } });
  await follow();
  expect(await conflictsOf(closing)).toMatchObject([{ status: 'resolved', outcome: 'kept' }]);
});

/** Does what the worker would do. */
async function follow(): Promise<void> {
  const events = await api.database.sql<{ instrumentId: string }[]>`
    UPDATE outbox SET processed_at = now() WHERE name = 'bookingRules.changed' AND processed_at IS NULL
    RETURNING payload ->> 'instrumentId' AS "instrumentId"`;
  expect(events.length).toBeGreaterThan(0);
  for (const { instrumentId } of events)
    await execute(api.database, systemContext(wednesdayMorning), followRulesOf, { instrumentId });
}
