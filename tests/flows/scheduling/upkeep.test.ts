import { advancePlan } from '@guanyi/commands/scheduling/plan-maintenance';
import { advanceCalibration } from '@guanyi/commands/scheduling/record-calibration';
import { describe, expect, test } from 'vitest';
import { at, wednesdayMorning } from '../../support/factories/world.ts';
import { multipart } from '../../support/multipart.ts';
import {
  api,
  book,
  conflictsOf,
  day,
  fresh,
  sweep,
  text,
  tokenOf,
  tokens,
  useUpkeepScene,
  world,
} from '../../support/upkeep-scene.ts';

useUpkeepScene();

describe('a report of a breakdown', () => {
  const report = async (instrumentId: string, more: object = {}) =>
    api.send('POST /breakdown-reports', {
      token: tokens.booker,
      body: { instrumentId, description: '检测器无信号', ...more },
    });
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );

  test('carries pictures, is decided once, and becomes an outage with conflicts', async () => {
    const instrumentId = await fresh();
    const bookingId = (await book(instrumentId, '09:00', '11:00')).body.id;
    const upload = await api.send('POST /files', {
      token: tokens.booker,
      ...multipart({}, { name: 'a.png', type: 'image/png', bytes: png }),
    });
    const made = await report(instrumentId, { photoIds: [upload.body.id] });
    expect([made.status, made.body.status]).toEqual([201, 'open']);
    const path = `/breakdown-reports/${made.body.id}`;
    expect((await api.send(`GET ${path}/photos/1`, { token: tokens.keeper })).status).toBe(200);
    expect((await api.send(`GET ${path}/photos/2`, { token: tokens.keeper })).status).toBe(404);
    expect((await api.send(`GET ${path}`, { token: tokens.otherBooker })).status).toBe(404);
    const confirm = { until: text(`${day} 18:00`), answer: '已停机检修' };
    const confirmed = await api.send(`POST ${path}/confirm`, { token: tokens.keeper, body: confirm });
    expect(confirmed.body).toMatchObject({ status: 'confirmed', conflicts: [{ bookingId, cause: 'breakdown' }] });
    const again = await api.send(`POST ${path}/dismiss`, { token: tokens.labManager, body: {} });
    expect([again.status, again.body.code, again.body.currentStatus]).toEqual([409, 'state-conflict', 'confirmed']);
    const mine = await api.send('GET /breakdown-reports?mine=true', { token: tokens.booker });
    expect(mine.body.items[0]).toMatchObject({ id: made.body.id, answer: '已停机检修' });
  });

  test('with somebody else’s picture, or a file that is none, is refused', async () => {
    const instrumentId = await fresh();
    const upload = await api.send('POST /files', {
      token: tokens.otherBooker,
      ...multipart({}, { name: 'a.png', type: 'image/png', bytes: png }),
    });
    const refused = await report(instrumentId, { photoIds: [upload.body.id] });
    expect([refused.status, refused.body.code]).toEqual([422, 'photo-invalid']);
  });

  test('that is dismissed leaves the instrument in service', async () => {
    const instrumentId = await fresh();
    const { id } = (await report(instrumentId)).body;
    const closed = await api.send(`POST /breakdown-reports/${id}/dismiss`, { token: tokens.keeper, body: {} });
    expect(closed.body.status).toBe('dismissed');
    expect((await book(instrumentId, '09:00', '11:00')).status).toBe(201);
  });
});

describe('a plan of maintenance', () => {
  const plan = (instrumentId: string, more: object = {}) => ({
    ...{ instrumentId, kind: 'maintenance', note: '季度保养', rrule: 'FREQ=WEEKLY;BYDAY=MO' },
    ...{ firstDay: '2026-12-01', from: '09:00', minutes: 120, ...more },
  });
  const outagesOf = async (instrumentId: string) =>
    (await api.send(`GET /outages?instrumentId=${instrumentId}&status=active&limit=100`, { token: tokens.keeper })).body
      .items;

  test('is shown with what is in its way, and becomes outages as far ahead as can be booked', async () => {
    const instrumentId = await fresh({ horizonDays: 30 });
    const bookingId = (await book(instrumentId, '10:00', '12:00')).body.id;
    const preview = await api.send('POST /maintenance-plans/preview', {
      token: tokens.keeper,
      body: plan(instrumentId),
    });
    expect(preview.body.occurrences.slice(0, 2)).toEqual([
      { from: text('2026-12-14 09:00'), until: text('2026-12-14 11:00'), claims: 1 },
      { from: text('2026-12-21 09:00'), until: text('2026-12-21 11:00'), claims: 0 },
    ]);
    const made = await api.send('POST /maintenance-plans', { token: tokens.keeper, body: plan(instrumentId) });
    expect([made.status, made.body.next.length]).toEqual([201, 5]);
    await sweep(advancePlan);
    const outages = await outagesOf(instrumentId);
    expect(outages.map((outage: { from: string }) => outage.from).sort()).toEqual(
      ['12-14', '12-21', '12-28'].map((date) => text(`2026-${date} 09:00`)).concat(text('2027-01-04 09:00')),
    );
    expect(await conflictsOf(instrumentId)).toMatchObject([{ bookingId, cause: 'maintenance' }]);
    // Nothing more the same day; the day after, nothing twice.
    await sweep(advancePlan);
    await sweep(advancePlan, wednesdayMorning + 86_400_000);
    expect(await outagesOf(instrumentId)).toHaveLength(4);
    await sweep(advancePlan, wednesdayMorning + 2 * 86_400_000);
    expect(await outagesOf(instrumentId)).toHaveLength(5);
    expect((await book(instrumentId, '09:00', '10:00', {}, '2026-12-28')).body.code).toBe('slot-taken');
    const ended = await api.send(`POST /maintenance-plans/${made.body.id}/end`, { token: tokens.keeper, body: {} });
    expect(ended.body).toMatchObject({ status: 'ended', next: [] });
    expect(await outagesOf(instrumentId)).toEqual([]);
    expect(await conflictsOf(instrumentId)).toMatchObject([{ status: 'resolved', outcome: 'kept' }]);
  });

  test('of many occurrences is put into the calendar step by step', async () => {
    const instrumentId = await fresh({ horizonDays: 60 });
    const daily = plan(instrumentId, { rrule: 'FREQ=DAILY;COUNT=45', firstDay: '2026-12-10', minutes: 30 });
    await api.send('POST /maintenance-plans', { token: tokens.labManager, body: daily });
    await sweep(advancePlan);
    expect(await outagesOf(instrumentId)).toHaveLength(45);
  });

  test.each([
    ['invalid-rrule', 'FREQ=HOURLY'],
    ['invalid-rrule', 'every week'],
    ['no-occurrence', 'FREQ=DAILY;UNTIL=20261202'],
    ['no-occurrence', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31'],
  ])('is refused as %s for %s', async (code, rrule) => {
    const body = plan(await fresh(), { rrule });
    const refused = await api.send('POST /maintenance-plans', { token: tokens.keeper, body });
    expect([refused.status, refused.body.code]).toEqual([422, code]);
  });
});

describe('a calibration', () => {
  const record = (instrumentId: string, validUntil: string, more: object = {}) =>
    api.send('POST /calibrations', {
      token: tokens.keeper,
      body: { instrumentId, calibratedOn: '2026-01-10', validUntil, certificate: 'CNAS L1234-01', ...more },
    });

  test('that has ended refuses a sealed report and lets research data be booked with a notice (D6)', async () => {
    const instrumentId = await fresh();
    await record(instrumentId, '2026-12-13');
    const refused = await book(instrumentId, '09:00', '10:00', { sealed: true });
    expect([refused.status, refused.body.code, refused.body.calibratedUntil]).toEqual([
      422,
      'calibration-expired',
      '2026-12-13',
    ]);
    expect((await book(instrumentId, '09:00', '10:00', { sealed: true }, '2026-12-12')).body.sealed).toBe(true);
    const window = { from: text(`${day} 14:00`), until: text(`${day} 15:00`) };
    const quote = await api.send('POST /quotes', {
      token: tokens.booker,
      body: { instrumentId, form: 'machineTime', ...window },
    });
    expect(quote.body).toMatchObject({ notices: ['calibration-expired'], refusals: [] });
    expect((await book(instrumentId, '14:00', '15:00')).status).toBe(201);
    const stretches = await api.send(
      `GET /instruments/${instrumentId}/refusals?from=${text('2026-12-12 00:00')}&until=${text('2026-12-16 00:00')}&sealed=true`,
      { token: tokens.booker },
    );
    expect(stretches.body.items).toContainEqual({
      ...{ code: 'calibration-expired', from: text('2026-12-14 00:00'), until: text('2026-12-16 00:00') },
    });
  });

  test('that was never made refuses a sealed report too', async () => {
    expect((await book(await fresh(), '09:00', '10:00', { sealed: true })).body.code).toBe('calibration-expired');
  });

  test('takes the day on which it is due out of the calendar before it can be booked, and gives it back when it is made', async () => {
    const instrumentId = await fresh({ horizonDays: 5 });
    await record(instrumentId, '2026-12-20');
    await sweep(advanceCalibration);
    expect((await api.send(`GET /outages?instrumentId=${instrumentId}`, { token: tokens.keeper })).body.items).toEqual(
      [],
    );
    const dayBefore = at('2026-12-13 00:00');
    await sweep(advanceCalibration, dayBefore);
    const outages = await api.send(`GET /outages?instrumentId=${instrumentId}`, { token: tokens.keeper });
    expect(outages.body.items).toMatchObject([
      { kind: 'calibration', from: text('2026-12-20 00:00'), until: text('2026-12-21 00:00'), status: 'active' },
    ]);
    await record(instrumentId, '2027-12-20', { calibratedOn: '2026-12-09' });
    const after = await api.send(`GET /outages?instrumentId=${instrumentId}`, { token: tokens.keeper });
    expect(after.body.items).toMatchObject([{ status: 'cancelled' }]);
  });

  test('taken off the record makes sealed bookings to come a conflict', async () => {
    const instrumentId = await fresh();
    const { id } = (await record(instrumentId, '2027-06-30', { dueMinutes: 0 })).body;
    const bookingId = (await book(instrumentId, '09:00', '10:00', { sealed: true })).body.id;
    expect((await api.send(`DELETE /calibrations/${id}`, { token: tokens.keeper })).status).toBe(204);
    expect(await conflictsOf(instrumentId)).toMatchObject([{ bookingId, cause: 'ruleChange' }]);
  });

  test('made tomorrow, or ended before it was made, is refused', async () => {
    const instrumentId = await fresh();
    expect((await record(instrumentId, '2027-01-01', { calibratedOn: '2026-12-10' })).status).toBe(400);
    expect((await record(instrumentId, '2026-01-09')).status).toBe(400);
  });
});

describe('what a lab decides about conflicts', () => {
  test('is the usual until it is set, and then counts for deadline, default and check-in', async () => {
    const path = `/labs/${world.labId}/scheduling-policy`;
    const usual = await api.send(`GET ${path}`);
    expect(usual.body).toMatchObject({
      ...{ isUsual: true, outageAnswerHours: 24, plannedAnswerHours: 72, clearMinutes: 120 },
      defaults: ['equivalent', 'sameInstrument'],
    });
    const { labId: _l, version: _v, isUsual: _u, ...fields } = usual.body;
    const own = { ...fields, outageAnswerHours: 6, earlyCheckInMinutes: 10, defaults: [] };
    const put = await api.send(`PUT ${path}`, { token: tokens.labManager, body: own });
    expect(put.body).toMatchObject({ isUsual: false, version: 1, outageAnswerHours: 6, defaults: [] });
    const instrumentId = await fresh();
    const { id } = (await book(instrumentId, '09:00', '11:00')).body;
    const outage = { instrumentId, from: text(`${day} 08:00`), until: text(`${day} 10:00`), kind: 'breakdown' };
    const made = await api.send('POST /outages', { token: tokens.keeper, body: outage });
    expect(made.body.conflicts).toMatchObject([{ deadline: text('2026-12-09 16:20') }]);
    api.clock.set(text(`${day} 08:30`));
    const early = await api.send(`POST /bookings/${id}/check-in`, { token: await tokenOf(world.booker), body: {} });
    expect([early.status, early.body.code]).toEqual([422, 'too-early']);
    api.clock.set(new Date(wednesdayMorning).toISOString());
  });
});
