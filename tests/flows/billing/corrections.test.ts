import { describe, expect, test } from 'vitest';
import {
  api,
  booking,
  charges,
  chargesOnceThere,
  instrument,
  iso,
  record,
  tokens,
  useBillingScene,
} from '../../support/billing-scene.ts';

useBillingScene();

/** One hour at 60.00 with 6 % tax, unless the policy says otherwise. @returns the id of its charge. */
async function chargeOfAnHour(policy: object = {}): Promise<string> {
  const bookingId = await booking(await instrument({ policy: policy as never }), '09:00', '10:00');
  await record({ bookingId, from: iso('09:00'), until: iso('10:00') });
  return (await chargesOnceThere(`bookingId=${bookingId}`))[0].id;
}

const adjust = (chargeId: string, amountFen: number, token = tokens.finance) =>
  api.send(`POST /charges/${chargeId}/adjust`, { token, body: { amountFen, reason: '更正' } });
const waive = (chargeId: string, token = tokens.finance) =>
  api.send(`POST /charges/${chargeId}/waive`, { token, body: { reason: '停电' } });

describe('an adjustment (R33)', () => {
  test('is a further charge that refers to the first, taxed by its category', async () => {
    const chargeId = await chargeOfAnHour();
    const reply = await adjust(chargeId, -100);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      kind: 'adjustment',
      refersToChargeId: chargeId,
      reason: '更正',
      subtotalFen: -100,
      taxFen: -6,
      totalFen: -106,
      lines: [{ kind: 'adjustment', amountFen: -100, taxFen: -6 }],
    });
    expect((await adjust(chargeId, 250)).body).toMatchObject({ subtotalFen: 250, taxFen: 15 });
  });

  test('never takes more than is left', async () => {
    const chargeId = await chargeOfAnHour();
    await adjust(chargeId, -5_000);
    const tooMuch = await adjust(chargeId, -1_001);
    expect([tooMuch.status, tooMuch.body.code, tooMuch.body.leftFen]).toEqual([422, 'adjustment-out-of-range', 1_000]);
    expect((await adjust(chargeId, -1_000)).status).toBe(201);
    expect((await adjust(chargeId, -1)).status).toBe(422);
  });

  test('of nothing, without a reason or of a fraction is no adjustment', async () => {
    const chargeId = await chargeOfAnHour();
    for (const body of [
      { amountFen: 0, reason: 'x' },
      { amountFen: -1, reason: '' },
      { amountFen: -1 },
      { amountFen: -0.5, reason: 'x' },
      { amountFen: -1e17, reason: 'x' },
    ]) {
      const reply = await api.send(`POST /charges/${chargeId}/adjust`, { token: tokens.finance, body });
      expect([body, reply.status]).toEqual([body, 400]);
    }
    expect(await charges(`refersToChargeId=${chargeId}`)).toEqual([]);
  });

  test('is not adjusted itself', async () => {
    const { body } = await adjust(await chargeOfAnHour(), -100);
    for (const reply of [await adjust(body.id, -1), await waive(body.id)])
      expect([reply.status, reply.body.code]).toEqual([422, 'not-adjustable']);
  });

  test('by many at once never goes below zero', async () => {
    const chargeId = await chargeOfAnHour();
    const replies = await Promise.all(Array.from({ length: 12 }, () => adjust(chargeId, -1_000)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(replies.filter(({ status }) => status === 422)).toHaveLength(6);
    const further = await charges(`refersToChargeId=${chargeId}`);
    expect(further.reduce((sum, charge) => sum + charge.subtotalFen, 0)).toBe(-6_000);
  });

  test('is refused by the database too, whoever asks', async () => {
    const chargeId = await chargeOfAnHour();
    const { sql } = api.database;
    await expect(sql`UPDATE charges SET adjusted_fen = -6001 WHERE id = ${chargeId}`).rejects.toThrow(
      'charges_never_below_zero',
    );
  });
});

describe('a waiver', () => {
  test('takes off all that is left, tax to the fen, once', async () => {
    // Two lines of 0.25 carry 0.02 of tax each, which the tax on their sum would not.
    const chargeId = await chargeOfAnHour({ ratePerHourFen: 25, setupFen: 25 });
    const reply = await waive(chargeId);
    expect(reply.body).toMatchObject({ kind: 'waiver', refersToChargeId: chargeId, subtotalFen: -50, taxFen: -4 });
    expect(reply.body.lines.map((line: { kind: string }) => line.kind)).toEqual(['waiver', 'waiver']);
    const again = await waive(chargeId);
    expect([again.status, again.body.code]).toEqual([409, 'state-conflict']);
  });

  test('after an adjustment takes off the rest', async () => {
    const chargeId = await chargeOfAnHour({ subsidyPermille: 200 });
    await adjust(chargeId, -1_111);
    const [first] = await charges(`kind=usage&limit=1`);
    expect(first).toMatchObject({ id: chargeId, subtotalFen: 4_800, leftFen: 3_689 });
    await waive(chargeId);
    const further = await charges(`refersToChargeId=${chargeId}`);
    const sum = (name: string) => further.reduce((total, charge) => total + charge[name], 0);
    expect([sum('subtotalFen') + first.subtotalFen, sum('totalFen') + first.totalFen]).toEqual([0, 0]);
  });

  test('is for finance of the own district alone', async () => {
    const chargeId = await chargeOfAnHour();
    for (const token of [tokens.booker, tokens.orgFinance, tokens.keeper, tokens.labManager]) {
      expect((await waive(chargeId, token)).status).toBe(403);
      expect((await adjust(chargeId, -1, token)).status).toBe(403);
    }
  });
});
