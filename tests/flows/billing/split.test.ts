import { sumBudgetUse } from '@guanyi/db/limits/budgets';
import { describe, expect, test } from 'vitest';
import {
  act,
  api,
  booking,
  charges,
  chargesOnceThere,
  instrument,
  iso,
  record,
  tokens,
  useBillingScene,
  world,
} from '../../support/billing-scene.ts';

useBillingScene();

/** One hour at the given rate, with 6 % tax. */
async function anHour(ratePerHourFen: number): Promise<{ chargeId: string; usageRecordId: string; bookingId: string }> {
  const bookingId = await booking(await instrument({ policy: { ratePerHourFen } }), '09:00', '10:00');
  const { body } = await record({ bookingId, from: iso('09:00'), until: iso('10:00') });
  const [charge] = await chargesOnceThere(`bookingId=${bookingId}`);
  return { chargeId: charge.id, usageRecordId: body.id, bookingId };
}

interface Share {
  organisationId: string;
  basisPoints: number;
  projectCode?: string;
}
const split = (chargeId: string, shares: Share[], token = tokens.finance) =>
  api.send(`POST /charges/${chargeId}/split`, { token, body: { shares, reason: '合作项目' } });
const halves = (): Share[] => [
  { organisationId: world.university, basisPoints: 5_000 },
  { organisationId: world.enterprise, basisPoints: 5_000, projectCode: 'EU-7' },
];

describe('M9: a split charge', () => {
  test.each([
    ['in halves', [5_000, 5_000], [500, 499]],
    ['in thirds', [3_334, 3_333, 3_333], [335, 332, 332]],
  ])('of 9.99 %s is taken off whole and charged by its shares, tax included', async (_name, basisPoints, parts) => {
    const { chargeId } = await anHour(999);
    const shares = basisPoints.map((share, i) => ({
      organisationId: i === 1 ? world.enterprise : world.university,
      basisPoints: share,
    }));
    const { status, body } = await split(chargeId, shares);
    expect(status, JSON.stringify(body)).toBe(201);
    const [off, ...rest] = body.items;
    expect(off).toMatchObject({ kind: 'adjustment', refersToChargeId: chargeId, subtotalFen: -999, taxFen: -60 });
    expect(rest.map((one: { subtotalFen: number }) => one.subtotalFen)).toEqual(parts);
    expect(rest.map((one: { organisationId: string }) => one.organisationId)).toEqual(
      shares.map((share) => share.organisationId),
    );
    const sum = rest.reduce((total: number, one: { totalFen: number }) => total + one.totalFen, 0);
    expect(sum).toBe(999 + 60);
    expect(rest[0]).toMatchObject({ kind: 'share', refersToChargeId: chargeId, reason: '合作项目' });
    const [first] = await charges(`usageRecordId=${rest[0].usageRecordId}&kind=usage`);
    expect(first).toMatchObject({ id: chargeId, leftFen: 0, totalFen: 1_059 });
  });

  test('is seen by whoever owes a share, and by nobody else', async () => {
    const { chargeId } = await anHour(6_000);
    await split(chargeId, halves());
    const theirs = await api.send(`GET /charges?refersToChargeId=${chargeId}`, { token: tokens.otherBooker });
    expect(theirs.body.items).toMatchObject([{ kind: 'share', subtotalFen: 3_000, projectCode: 'EU-7' }]);
    expect(JSON.stringify(theirs.body)).not.toContain(world.university);
  });

  test('counts in the budget of the project that a share names, and no further in that of the booking', async () => {
    const { chargeId } = await anHour(6_000);
    const projectCode = `EU-${chargeId}`;
    const [own, other] = halves();
    await split(chargeId, [own!, { ...other!, projectCode }]);
    const project = { organisationId: world.enterprise, projectCode };
    expect(await sumBudgetUse(api.database, project, api.clock.now())).toEqual({ reservedFen: 0, spentFen: 3_180 });
  });

  test('can be corrected by share, and shared again as far as it is left', async () => {
    const { chargeId } = await anHour(6_000);
    const { body } = await split(chargeId, halves());
    const token = tokens.finance;
    const share = body.items[2].id;
    const adjusted = await api.send(`POST /charges/${share}/adjust`, { token, body: { amountFen: -1, reason: 'r' } });
    expect([adjusted.status, adjusted.body.organisationId]).toEqual([201, world.enterprise]);
    const again = await split(share, halves());
    expect(again.body.items.map((one: { subtotalFen: number }) => one.subtotalFen)).toEqual([-2_999, 1_500, 1_499]);
  });

  test('is not split twice, nor a correction, nor while its use is in dispute', async () => {
    const { chargeId, usageRecordId } = await anHour(6_000);
    const window = { from: iso('09:00'), until: iso('09:30') };
    expect((await act(usageRecordId, 'dispute', { reason: 'r', ...window }, tokens.orgFinance)).status).toBe(200);
    const disputed = await split(chargeId, halves());
    expect([disputed.status, disputed.body.currentStatus]).toEqual([409, 'disputed']);
    await act(usageRecordId, 'resolve', { accept: true, comment: '' }, tokens.finance);
    const { body } = await split(chargeId, halves());
    expect(body.items[0].subtotalFen).toBe(-3_000);
    for (const id of [chargeId, body.items[0].id]) {
      const refused = await split(id, halves());
      expect([refused.status, refused.body.code]).toEqual([422, 'not-splittable']);
    }
  });

  test('by many at once is split once', async () => {
    const { chargeId } = await anHour(6_000);
    const replies = await Promise.all(Array.from({ length: 5 }, () => split(chargeId, halves())));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 422, 422, 422, 422]);
    expect(await charges(`refersToChargeId=${chargeId}`)).toHaveLength(3);
  });

  test.each([
    ['shares that are not the whole', () => [5_000, 4_999], 400],
    ['one share', () => [10_000], 400],
    ['nothing for one', () => [10_000, 0], 400],
    ['half a basis point', () => [9_999.5, 0.5], 400],
  ])('with %s is malformed', async (_name, basisPoints, status) => {
    const { chargeId } = await anHour(6_000);
    const shares = basisPoints().map((share) => ({ organisationId: world.university, basisPoints: share }));
    expect((await split(chargeId, shares)).status).toBe(status);
    expect(await charges(`refersToChargeId=${chargeId}`)).toEqual([]);
  });

  test('is for finance alone, and among customers that there are', async () => {
    const { chargeId } = await anHour(6_000);
    expect((await split(chargeId, halves(), tokens.labManager)).status).toBe(403);
    const nobody = halves().map((share) => ({ ...share, organisationId: chargeId }));
    expect((await split(chargeId, nobody)).status).toBe(404);
  });
});
