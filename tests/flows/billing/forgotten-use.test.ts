import { describe, expect, test } from 'vitest';
import {
  act,
  api,
  atInstant,
  booking,
  charges,
  chargesOnceThere,
  instrument,
  iso,
  tokens,
  useBillingScene,
  world,
} from '../../support/billing-scene.ts';
import { eventually } from '../../support/eventually.ts';

useBillingScene();

async function notices(userId: string, kind: string) {
  return api.database.sql<{ kind: string; payload: { usageRecordId: string } }[]>`
    SELECT kind, payload FROM notifications WHERE user_id = ${userId} AND kind = ${kind}`;
}

describe('a use that nobody checked out', () => {
  test('ends when the next begins, as a problem without end and price (C10)', async () => {
    const instrumentId = await instrument({ policy: { chargeFor: 'used' } });
    const first = await booking(instrumentId, '09:00', '10:00');
    const second = await booking(instrumentId, '10:00', '11:00', { token: tokens.otherBooker });
    const keeper = await atInstant(iso('09:00'), async () => {
      const token = await api.login(world.keeper.email);
      expect((await api.send(`POST /bookings/${first}/check-in`, { token, body: {} })).status).toBe(200);
      return token;
    });
    expect(keeper).toBeDefined();
    await atInstant(iso('10:00'), async () => {
      const token = await api.login(world.keeper.email);
      const next = await api.send(`POST /bookings/${second}/check-in`, { token, body: {} });
      expect(next.body.status).toBe('inUse');
      expect((await api.send(`GET /bookings/${first}`, { token })).body.status).toBe('completed');
    });
    const list = await api.send(`GET /usage-records?bookingId=${first}`, { token: tokens.keeper });
    const [use] = list.body.items;
    expect(use).toMatchObject({ status: 'problem', problem: 'missing-end', from: iso('09:00') });
    expect(use).not.toHaveProperty('until');
    expect(await charges(`bookingId=${first}`)).toEqual([]);

    await act(use.id, 'complete', { until: iso('09:45') }, tokens.keeper);
    expect((await chargesOnceThere(`bookingId=${first}`))[0].subtotalFen).toBe(4_500);
  });
});

describe('a meter that does not know the end', () => {
  test('is told to the keepers of the lab once', async () => {
    const open = { instrumentId: await instrument(), organisationId: world.university, from: iso('09:00') };
    const said = { ...open, source: 'meter', sourceId: 'open' };
    const use = await api.send('POST /usage-records', { token: tokens.keeper, body: said });
    await api.send('POST /usage-records', { token: tokens.keeper, body: said });
    await eventually(async () => (await notices(world.keeper.userId, 'usageProblem')).length > 0);
    const told = await notices(world.keeper.userId, 'usageProblem');
    expect(told.map(({ payload }) => payload.usageRecordId)).toEqual([use.body.id]);
  });
});

describe('a dispute', () => {
  test('reaches the finance of the district, and its decision those who raised it', async () => {
    const bookingId = await booking(await instrument(), '12:00', '13:00');
    const said = { bookingId, source: 'keeper', sourceId: 'told', from: iso('12:00'), until: iso('13:00') };
    const use = await api.send('POST /usage-records', { token: tokens.keeper, body: said });
    const claim = { reason: '停电', from: iso('12:30'), until: iso('13:00') };
    await act(use.body.id, 'dispute', claim, tokens.booker);
    await eventually(async () => (await notices(world.finance.userId, 'usageDisputed')).length > 0);
    await act(use.body.id, 'resolve', { accept: true, comment: '属实' }, tokens.finance);
    await eventually(async () => (await notices(world.booker.userId, 'usageResolved')).length > 0);
    await eventually(async () => (await notices(world.booker.userId, 'chargeCorrected')).length > 0);
    const inbox = await api.send('GET /notifications', { token: tokens.booker });
    const decided = inbox.body.items.find(({ kind }: { kind: string }) => kind === 'usageResolved');
    expect(decided.text).toContain('属实');
    expect(decided.subject).toEqual({ type: 'usage', id: use.body.id });
  });
});
