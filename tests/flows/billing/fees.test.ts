import { chargeMissedBooking, waiveRebooked } from '@guanyi/commands/billing/charge-fee';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { describe, expect, test } from 'vitest';
import {
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

useBillingScene();

const cancel = (bookingId: string) =>
  api.send(`POST /bookings/${bookingId}/cancel`, { token: tokens.booker, body: { reason: 'x' } });

/** What has been waived of a fee at a local time of the Monday, once the sweeper has come by. */
async function waiversAt(local: string, chargeId: string) {
  return atInstant(iso(local), async () => {
    await execute(api.database, systemContext(api.clock.now()), waiveRebooked, { limit: 100 });
    return charges(`refersToChargeId=${chargeId}`);
  });
}

describe('the fee of a late cancellation', () => {
  test('is waived for the hour that another organisation books (M7, R22)', async () => {
    const instrumentId = await instrument();
    const bookingId = await booking(instrumentId, '14:00', '16:00');
    expect((await cancel(bookingId)).body.cancellationFeeFen).toBe(4_575);
    await booking(instrumentId, '14:30', '15:30', { token: tokens.otherBooker });
    const [fee] = await charges(`bookingId=${bookingId}`);
    expect(await waiversAt('15:59', fee.id)).toEqual([]);
    await waiversAt('16:00', fee.id);
    const waivers = await waiversAt('16:01', fee.id);
    expect(waivers).toEqual([expect.objectContaining({ kind: 'waiver', subtotalFen: -2_288, taxFen: 0 })]);
    expect((await charges(`bookingId=${bookingId}&kind=cancellation`))[0]).toMatchObject({ leftFen: 2_287 });
  });

  test('is waived for each minute once, inside the cancelled window only', async () => {
    const instrumentId = await instrument({
      policy: { cancellation: { noticeHours: 24, fullPrice: true } },
      rules: { slotMinutes: 15, minMinutes: 15 },
    });
    const bookingId = await booking(instrumentId, '10:00', '12:00');
    await cancel(bookingId);
    for (const [from, until] of [
      ['09:00', '10:30'],
      ['10:30', '11:00'],
      ['11:45', '13:00'],
    ] as const)
      await booking(instrumentId, from, until, { token: tokens.otherBooker });
    const [fee] = await charges(`bookingId=${bookingId}`);
    expect(fee.subtotalFen).toBe(12_000);
    const waivers = await waiversAt('12:00', fee.id);
    expect(waivers.map((charge) => charge.subtotalFen)).toEqual([-7_500]);
  });

  test('stays where only the same organisation, or somebody who cancelled again, had the time', async () => {
    const instrumentId = await instrument();
    const bookingId = await booking(instrumentId, '09:00', '10:00');
    await cancel(bookingId);
    const own = await booking(instrumentId, '09:00', '09:30');
    const other = await booking(instrumentId, '09:30', '10:00', { token: tokens.otherBooker });
    const back = { token: tokens.otherBooker, body: { reason: '' } };
    expect((await api.send(`POST /bookings/${other}/cancel`, back)).status).toBe(200);
    const [fee] = await charges(`bookingId=${bookingId}`);
    expect(await waiversAt('10:00', fee.id)).toEqual([]);
    expect(own).toBeDefined();
  });

  test('after an adjustment is waived no further than to zero', async () => {
    const instrumentId = await instrument();
    const bookingId = await booking(instrumentId, '11:00', '12:00');
    await cancel(bookingId);
    await booking(instrumentId, '11:00', '12:00', { token: tokens.otherBooker });
    const [fee] = await charges(`bookingId=${bookingId}`);
    const body = { amountFen: -4_000, reason: 'x' };
    await api.send(`POST /charges/${fee.id}/adjust`, { token: tokens.finance, body });
    const further = await waiversAt('12:00', fee.id);
    expect(further.map((charge) => charge.subtotalFen).sort()).toEqual([-4_000, -575]);
  });
});

describe('the fee of a no-show (R20)', () => {
  const noShow = (bookingId: string) =>
    execute(api.database, systemContext(api.clock.now()), chargeMissedBooking, { bookingId });

  test('is the fee alone: no minimum, subsidy or tax, and once', async () => {
    const policy = { noShowFeeFen: 4_575, minimumFen: 20_000, subsidyPermille: 500 };
    const bookingId = await booking(await instrument({ policy }), '17:00', '18:00');
    await noShow(bookingId);
    await noShow(bookingId);
    const found = await chargesOnceThere(`bookingId=${bookingId}`);
    expect(found).toEqual([
      expect.objectContaining({ kind: 'noShow', organisationId: world.university, subtotalFen: 4_575, taxFen: 0 }),
    ]);
    expect(found[0].lines).toEqual([expect.objectContaining({ kind: 'noShow', amountFen: 4_575 })]);
  });

  test('of nothing is no charge', async () => {
    const bookingId = await booking(await instrument(), '18:00', '19:00');
    await noShow(bookingId);
    expect(await charges(`bookingId=${bookingId}`)).toEqual([]);
  });
});
