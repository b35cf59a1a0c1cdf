import { confirmDueUsage } from '@guanyi/commands/billing/confirm-usage';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
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
  record,
  tokens,
  useBillingScene,
} from '../../support/billing-scene.ts';
import { stateMonth } from '../../support/state-month.ts';

useBillingScene();

const hour = { reason: '11 点后仪器报警，无法使用', from: iso('11:00'), until: iso('12:00') };

async function usedBooking(policy: object = {}): Promise<{ bookingId: string; usageId: string; chargeId: string }> {
  const bookingId = await booking(await instrument({ policy: policy as never }), '09:00', '12:00');
  const use = await record({ bookingId, from: iso('09:00'), until: iso('12:00') });
  const [charge] = await chargesOnceThere(`bookingId=${bookingId}`);
  return { bookingId, usageId: use.body.id, chargeId: charge.id };
}

describe('a dispute', () => {
  test('that is accepted gives back what the disputed hour costs, as a further charge', async () => {
    const { usageId, chargeId } = await usedBooking();
    const disputed = await act(usageId, 'dispute', hour, tokens.orgFinance);
    expect(disputed.body).toMatchObject({ status: 'disputed', dispute: { status: 'open', reason: hour.reason } });
    const resolved = await act(usageId, 'resolve', { accept: true, comment: '确认故障' }, tokens.finance);
    expect(resolved.body).toMatchObject({ status: 'confirmed', dispute: { status: 'accepted', comment: '确认故障' } });
    const [adjustment] = await charges(`refersToChargeId=${chargeId}`);
    expect(adjustment).toMatchObject({
      id: resolved.body.dispute.adjustmentChargeId,
      kind: 'adjustment',
      subtotalFen: -6_000,
      taxFen: -360,
    });
    const first = (await charges(`usageRecordId=${usageId}&kind=usage`))[0];
    expect(first).toMatchObject({ id: chargeId, subtotalFen: 18_000, leftFen: 12_000 });
  });

  test('about a use on an issued statement ends in a credit note, and the statement stays as it is', async () => {
    const { usageId, chargeId } = await usedBooking();
    const [charge] = await charges(`usageRecordId=${usageId}`);
    const ids = await stateMonth(api.database, charge.payeeId, '2026-12', api.clock.now(), { keepsDraft: false });
    const stated = async () => {
      const found = await Promise.all(
        ids.map((id) => api.send(`GET /statements/${id}`, { token: tokens.finance }).then(({ body }) => body)),
      );
      return found.find((one) => one.charges.some((line: { chargeId: string }) => line.chargeId === chargeId));
    };
    const before = await stated();
    await act(usageId, 'dispute', hour, tokens.orgFinance);
    const resolved = await act(usageId, 'resolve', { accept: true, comment: '确认故障' }, tokens.finance);
    expect(resolved.body).toMatchObject({ status: 'confirmed', dispute: { status: 'accepted' } });
    expect(await charges(`refersToChargeId=${chargeId}`)).toEqual([]);
    const after = await stated();
    expect(after.creditNotes).toMatchObject([
      { reason: '确认故障', lines: [{ chargeId, amountFen: 6_000, taxFen: 360 }], totalFen: 6_360 },
    ]);
    expect([after.totalFen, after.outstandingFen]).toEqual([before.totalFen, before.outstandingFen - 6_360]);
  });

  test('that is rejected changes nothing, and the use is settled', async () => {
    const { usageId, chargeId } = await usedBooking();
    await act(usageId, 'dispute', hour, tokens.booker);
    const resolved = await act(usageId, 'resolve', { accept: false, comment: '' }, tokens.finance);
    expect(resolved.body).toMatchObject({ status: 'confirmed', dispute: { status: 'rejected' } });
    expect(await charges(`refersToChargeId=${chargeId}`)).toEqual([]);
    for (const [verb, body, token] of [
      ['resolve', { accept: true, comment: '' }, tokens.finance],
      ['dispute', hour, tokens.orgFinance],
    ] as const) {
      const reply = await act(usageId, verb, body, token);
      expect([reply.status, reply.body.code]).toEqual([409, 'state-conflict']);
    }
  });

  test('about a use under its minimum gives back only what lies above the minimum', async () => {
    const { usageId, chargeId } = await usedBooking({ minimumFen: 15_000 });
    await act(usageId, 'dispute', hour, tokens.booker);
    await act(usageId, 'resolve', { accept: true, comment: '' }, tokens.finance);
    expect((await charges(`refersToChargeId=${chargeId}`))[0]).toMatchObject({ subtotalFen: -3_000 });
  });

  test('about the whole use gives back all that is left, however much was adjusted before', async () => {
    const { usageId, chargeId } = await usedBooking({ setupFen: 5_000 });
    const off = { amountFen: -10_000, reason: '优惠' };
    await api.send(`POST /charges/${chargeId}/adjust`, { token: tokens.finance, body: off });
    await act(usageId, 'dispute', { ...hour, from: iso('08:00'), until: iso('13:00') }, tokens.booker);
    await act(usageId, 'resolve', { accept: true, comment: '' }, tokens.finance);
    const [charge] = await charges(`usageRecordId=${usageId}&kind=usage`);
    expect(charge).toMatchObject({ subtotalFen: 23_000, leftFen: 0 });
  });

  test('must be about the use, and comes from its customer alone', async () => {
    const { usageId } = await usedBooking();
    const elsewhere = await act(
      usageId,
      'dispute',
      { ...hour, from: iso('15:00'), until: iso('16:00') },
      tokens.booker,
    );
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'dispute-outside-use']);
    const backward = await act(usageId, 'dispute', { ...hour, until: iso('11:00') }, tokens.booker);
    expect([backward.status, backward.body.code]).toEqual([400, 'invalid-window']);
    expect((await act(usageId, 'dispute', hour, tokens.otherBooker)).status).toBe(404);
    expect((await act(usageId, 'dispute', hour, tokens.keeper)).status).toBe(403);
  });

  test('raised or decided by several at once happens once', async () => {
    const { usageId, chargeId } = await usedBooking();
    const raised = await Promise.all(
      [tokens.booker, tokens.orgFinance, tokens.booker].map((token) => act(usageId, 'dispute', hour, token)),
    );
    expect(raised.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const decided = await Promise.all(
      [true, true, false].map((accept) => act(usageId, 'resolve', { accept, comment: '' }, tokens.finance)),
    );
    expect(decided.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const winner = decided.find(({ status }) => status === 200)!;
    const adjustments = await charges(`refersToChargeId=${chargeId}`);
    expect(adjustments).toHaveLength(winner.body.dispute.status === 'accepted' ? 1 : 0);
  });
});

describe('the review of a use', () => {
  test('ends for the customer with its confirmation; the lab confirming first leaves it open', async () => {
    const { usageId } = await usedBooking();
    const byLab = await act(usageId, 'confirm', {}, tokens.keeper);
    expect(byLab.body).toMatchObject({ status: 'confirmed', labConfirmedAt: expect.any(String) });
    expect(byLab.body).toHaveProperty('reviewEndsAt');
    const byCustomer = await act(usageId, 'confirm', {}, tokens.booker);
    expect(byCustomer.body).toMatchObject({ status: 'confirmed', customerConfirmedAt: expect.any(String) });
    expect(byCustomer.body).not.toHaveProperty('reviewEndsAt');
    expect((await act(usageId, 'dispute', hour, tokens.booker)).body.code).toBe('state-conflict');
  });

  test('takes a confirmation back from the side that gave it, until the charge is stated', async () => {
    const { usageId } = await usedBooking();
    const [charge] = await charges(`usageRecordId=${usageId}`);
    const withdraw = (token: string) => act(usageId, 'withdraw-confirmation', {}, token);
    expect((await withdraw(tokens.booker)).body.code).toBe('state-conflict');
    await act(usageId, 'confirm', {}, tokens.keeper);
    expect((await act(usageId, 'confirm', {}, tokens.booker)).body).toHaveProperty('withdrawableUntil');
    expect((await withdraw(tokens.booker)).body).toMatchObject({
      ...{ status: 'confirmed', labConfirmedAt: expect.any(String), reviewEndsAt: expect.any(String) },
    });
    const again = await withdraw(tokens.keeper);
    expect(again.body).toMatchObject({ status: 'recorded', reviewEndsAt: expect.any(String), chargeId: charge.id });
    expect(again.body).not.toHaveProperty('labConfirmedAt');
    await act(usageId, 'confirm', {}, tokens.keeper);
    await stateMonth(api.database, charge.payeeId, '2026-12', api.clock.now(), { keepsDraft: true });
    const late = await withdraw(tokens.keeper);
    expect([late.status, late.body.code]).toEqual([409, 'charge-stated']);
    expect(await charges(`usageRecordId=${usageId}`)).toHaveLength(1);
  });

  test('ends by itself after a week, at the instant and whether or not anybody looks', async () => {
    const { usageId, bookingId } = await usedBooking();
    const read = async () =>
      (await api.send(`GET /usage-records?bookingId=${bookingId}`, { token: tokens.booker })).body.items[0];
    const { reviewEndsAt } = await read();
    await atInstant(Date.parse(reviewEndsAt) - 1, async () =>
      expect(await read()).toMatchObject({ status: 'recorded' }),
    );
    await atInstant(reviewEndsAt, async () => {
      expect(await read()).toMatchObject({ status: 'confirmed' });
      expect((await act(usageId, 'dispute', hour, tokens.booker)).body.code).toBe('state-conflict');
      await execute(api.database, systemContext(api.clock.now()), confirmDueUsage, { limit: 100 });
    });
    const [row] = await api.database.sql`SELECT status FROM usage_records WHERE id = ${usageId}`;
    expect(row).toEqual({ status: 'confirmed' });
  });

  test('shows a confirmation with its version, and refuses one that is out of date', async () => {
    const { usageId } = await usedBooking();
    const stale = await api.send(`POST /usage-records/${usageId}/confirm`, {
      token: tokens.keeper,
      body: {},
      headers: { 'if-match': '"7"' },
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'version-mismatch']);
  });
});
