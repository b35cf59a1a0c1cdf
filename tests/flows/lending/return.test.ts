import { beforeEach, describe, expect, test } from 'vitest';
import { wednesdayMorning } from '../../support/factories/world.ts';
import {
  api,
  approveAll,
  ask,
  contracted,
  handedOver,
  lendable,
  people,
  seen,
  send,
  sweepAt,
  useLendingScene,
} from '../../support/lending-scene.ts';
import { onePixel, upload } from '../../support/pictures.ts';

useLendingScene();
beforeEach(() => api.clock.set(wednesdayMorning));

async function uploaded(name: string, type: string, bytes: Buffer | string): Promise<string> {
  const token = await api.login(people.keeper.email);
  const reply = await api.send('POST /files', { token, ...upload(name, type, bytes) });
  return reply.body.id;
}

describe('deposit and damage (X5)', () => {
  test('held at hand-over, captured in part, the rest released; closed when nothing is held', async () => {
    const id = await handedOver('loans', await lendable());
    const held = (await send(people.booker, `GET /loans/${id}`)).body;
    expect(held).toMatchObject({
      status: 'handedOver',
      deposit: { heldFen: 500_000, capturedFen: 0, releasedFen: 0 },
      handOver: { meterReading: 1_200, signedBy: ['孙浩', '郑凯'] },
    });
    expect((await send(people.finance, `POST /loans/${id}/release-deposit`, { amountFen: 1 })).status).toBe(409);
    api.clock.set('2026-12-18T02:00:00Z');
    const back = await send(people.keeper, `POST /loans/${id}/take-back`, {
      ...seen,
      accessories: ['电源线'],
      conditions: [
        { item: '外壳', state: 'worn', note: '' },
        { item: '探测器', state: 'damaged', note: '窗膜破裂' },
      ],
    });
    expect(back.body.damages).toMatchObject([
      { item: '探测器', description: '窗膜破裂', source: 'difference' },
      { item: '标样', source: 'difference' },
    ]);
    await send(people.keeper, `POST /loans/${id}/report-damage`, {
      item: '探测器',
      description: '更换',
      amountFen: 120_000,
    });
    const captured = await send(people.finance, `POST /loans/${id}/capture-deposit`, {
      amountFen: 120_000,
      reason: '更换窗膜',
    });
    expect(captured.body).toMatchObject({ status: 'returned', deposit: { heldFen: 380_000, capturedFen: 120_000 } });
    const over = await send(people.finance, `POST /loans/${id}/capture-deposit`, { amountFen: 380_001, reason: 'R' });
    expect([over.status, over.body.code]).toEqual([422, 'insufficient-balance']);
    const closed = await send(people.finance, `POST /loans/${id}/release-deposit`, { amountFen: 380_000 });
    expect(closed.body).toMatchObject({
      status: 'closed',
      deposit: { heldFen: 0, capturedFen: 120_000, releasedFen: 380_000 },
    });
    const transfers = await api.database.sql`SELECT kind, amount FROM transfers WHERE kind LIKE 'deposit%' ORDER BY id`;
    expect(transfers.map((row) => [row.kind, Number(row.amount)])).toEqual([
      ['depositHold', 500_000],
      ['depositCapture', 120_000],
      ['depositRelease', 380_000],
    ]);
  });

  test('two who release the whole at the same moment: one gives it back', async () => {
    const id = await handedOver('loans', await lendable());
    await send(people.keeper, `POST /loans/${id}/take-back`, seen);
    const release = () => send(people.finance, `POST /loans/${id}/release-deposit`, { amountFen: 500_000 });
    const statuses = (await Promise.all([release(), release()])).map((reply) => reply.status).sort();
    expect(statuses).toEqual([200, 409]);
  });

  test('a return that holds nothing is closed by time', async () => {
    const id = await handedOver('leases', await lendable());
    const back = await send(people.keeper, `POST /leases/${id}/take-back`, seen);
    expect(back.body.status).toBe('returned');
    await sweepAt('2026-12-14T05:00:00Z');
    expect((await send(people.booker, `GET /leases/${id}`)).body.status).toBe('closed');
  });
});

describe('a lease (R24)', () => {
  test('is charged for its term by the day at 13 %, and for each day beyond it', async () => {
    const id = await handedOver('leases', await lendable(), { lastDay: '2026-12-16' });
    const list = async () => (await send(people.finance, `GET /charges?leaseId=${id}`)).body.items;
    const [term, ...others] = await list();
    expect(others).toEqual([]);
    expect(term).toMatchObject({ leaseId: id, subtotalFen: 240_000, taxFen: 31_200, totalFen: 271_200 });
    expect(term.lines).toMatchObject([{ kind: 'day', quantity: 3, unitPriceFen: 80_000, taxCategory: 'vat13' }]);
    api.clock.set('2026-12-18T02:00:00Z');
    await send(people.keeper, `POST /leases/${id}/take-back`, seen);
    expect((await list()).map((charge: { subtotalFen: number }) => charge.subtotalFen)).toEqual([160_000, 240_000]);
  });
});

describe('photos', () => {
  test('have to be pictures of one of the parties', async () => {
    const id = await contracted('loans', await lendable());
    const text = await uploaded('a.png', 'image/png', 'not a picture');
    const refused = await send(people.keeper, `POST /loans/${id}/hand-over`, { ...seen, photoIds: [text] });
    expect([refused.status, refused.body.code]).toEqual([422, 'photo-invalid']);
    expect((await send(people.booker, `GET /loans/${id}`)).body.status).toBe('contracted');
    const picture = await uploaded('a.png', 'image/png', onePixel);
    const done = await send(people.keeper, `POST /loans/${id}/hand-over`, { ...seen, photoIds: [picture] });
    expect(done.body.handOver.photoIds).toEqual([picture]);
  });
});

describe('an extension', () => {
  const later = { lastDay: '2026-12-22', reason: '样品未测完' };

  test('is decided by itself; its days are occupied meanwhile', async () => {
    const instrumentId = await lendable();
    const id = await handedOver('loans', instrumentId);
    const asked = await send(people.booker, `POST /loans/${id}/request-extension`, later);
    expect(asked.body).toMatchObject({
      lastDay: '2026-12-18',
      extensions: [{ lastDay: '2026-12-22', status: 'requested' }],
    });
    expect((await send(people.booker, `POST /loans/${id}/request-extension`, later)).status).toBe(409);
    const clash = await ask('loans', instrumentId, { firstDay: '2026-12-22', lastDay: '2026-12-23' });
    expect(clash.body.code).toBe('slot-taken');
    await approveAll(id);
    expect((await send(people.booker, `GET /loans/${id}`)).body).toMatchObject({
      status: 'handedOver',
      lastDay: '2026-12-22',
      extensions: [{ status: 'approved' }],
    });
    await sweepAt('2026-12-18T16:00:00Z');
    expect((await send(people.booker, `GET /loans/${id}`)).body.status).toBe('handedOver');
  });

  test('that meets another claim or goes beyond five years is refused', async () => {
    const instrumentId = await lendable();
    const id = await handedOver('loans', instrumentId);
    await ask('loans', instrumentId, { firstDay: '2026-12-21', lastDay: '2026-12-22' });
    const path = `POST /loans/${id}/request-extension`;
    expect((await send(people.booker, path, later)).body.code).toBe('slot-taken');
    expect((await send(people.booker, path, { ...later, lastDay: '2031-12-31' })).body.code).toBe('term-too-long');
    expect((await send(people.booker, path, { ...later, lastDay: '2026-12-18' })).body.code).toBe('invalid-window');
  });

  test('declined frees its days', async () => {
    const instrumentId = await lendable();
    const id = await handedOver('loans', instrumentId);
    await send(people.booker, `POST /loans/${id}/request-extension`, later);
    const { body } = await send(people.manager, `GET /approvals?subjectId=${id}&status=pending`);
    await send(people.manager, `POST /approvals/${body.items[0].id}/decide`, { decision: 'decline' });
    expect((await send(people.booker, `GET /loans/${id}`)).body).toMatchObject({
      lastDay: '2026-12-18',
      extensions: [{ status: 'declined' }],
    });
    expect((await ask('loans', instrumentId, { firstDay: '2026-12-21', lastDay: '2026-12-22' })).status).toBe(201);
  });
});

describe('every pair at once (P2)', () => {
  const of = (id: string) => ({
    cancel: () => send(people.booker, `POST /loans/${id}/cancel`, {}),
    handOver: () => send(people.keeper, `POST /loans/${id}/hand-over`, seen),
    takeBack: () => send(people.keeper, `POST /loans/${id}/take-back`, seen),
  });

  test.each([
    ['cancel', 'handOver'],
    ['handOver', 'handOver'],
    ['cancel', 'cancel'],
  ] as const)('%s and %s have one winner', async (first, second) => {
    const id = await contracted('loans', await lendable());
    const replies = await Promise.all([of(id)[first](), of(id)[second]()]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const { history } = (await send(people.booker, `GET /loans/${id}`)).body;
    expect(history.slice(0, 3).map((step: { action: string }) => step.action)).toEqual([
      'request',
      'approve',
      'contract',
    ]);
    expect(history).toHaveLength(4);
  });

  test('two take-backs have one winner', async () => {
    const id = await handedOver('loans', await lendable());
    const replies = await Promise.all([of(id).takeBack(), of(id).takeBack()]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
  });

  test('a decision and a cancellation end in one history', async () => {
    const { id } = (await ask('loans', await lendable())).body;
    const { body } = await send(people.manager, `GET /approvals?subjectId=${id}&status=pending`);
    const first = body.items.find((step: { isCurrent: boolean }) => step.isCurrent);
    const [decided, cancelled] = await Promise.all([
      send(people.manager, `POST /approvals/${first.id}/decide`, { decision: 'decline' }),
      send(people.booker, `POST /loans/${id}/cancel`, {}),
    ]);
    expect([decided.status, cancelled.status].sort()).toEqual([200, 409]);
  });
});
