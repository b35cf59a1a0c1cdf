import { beforeEach, describe, expect, test } from 'vitest';
import { wednesdayMorning } from '../../support/factories/world.ts';
import {
  api,
  approveAll,
  ask,
  days,
  handedOver,
  lendable,
  people,
  seen,
  send,
  sweepAt,
  useLendingScene,
} from '../../support/lending-scene.ts';

useLendingScene();
beforeEach(() => api.clock.set(wednesdayMorning));

const book = (instrumentId: string, day: string) =>
  send(people.stranger, 'POST /bookings', {
    instrumentId,
    ...{ from: `${day}T02:00:00Z`, until: `${day}T03:00:00Z`, purpose: { kind: 'research', text: '' } },
  });

describe('a request', () => {
  test('occupies its days at once, and is told what is in the way of another', async () => {
    const instrumentId = await lendable();
    const loan = await ask('loans', instrumentId);
    expect(loan.body).toMatchObject({
      ...days,
      status: 'requested',
      from: '2026-12-13T16:00:00.000Z',
      until: '2026-12-18T16:00:00.000Z',
      depositFen: 500_000,
      deposit: { heldFen: 0, capturedFen: 0, releasedFen: 0 },
    });
    const clash = await ask('leases', instrumentId, { firstDay: '2026-12-18', lastDay: '2026-12-20' });
    expect([clash.status, clash.body.code]).toEqual([409, 'slot-taken']);
    expect(clash.body.alternatives[0].from).toBe('2026-12-18T16:00:00.000Z');
    expect(clash.body.inTheWay[0].kind).toBe('loan');
    expect((await book(instrumentId, '2026-12-18')).body.code).toBe('slot-taken');
    expect((await book(instrumentId, '2026-12-19')).status).toBe(201);
    const busy = await api.send(
      `GET /instruments/${instrumentId}/availability?from=2026-12-14T00:00:00Z&until=2026-12-20T00:00:00Z`,
    );
    expect(busy.body.busy[0]).toMatchObject({ kind: 'loan', until: '2026-12-18T16:00:00.000Z' });
  });

  test.each([
    ['loans', { valueFen: null }, {}, 'value-unknown'],
    ['loans', { supervisedUntil: '2026-12-14' }, {}, 'customs-supervised'],
    ['loans', { supervisedUntil: '2026-12-13' }, {}, undefined],
    ['leases', { eligibility: { secret: true } }, {}, 'not-eligible'],
    ['leases', { eligibility: { project: '' } }, {}, 'not-eligible'],
    ['leases', {}, { lastDay: '2031-12-13' }, undefined],
    ['leases', {}, { lastDay: '2031-12-14' }, 'term-too-long'],
    ['loans', {}, { firstDay: '2026-12-08' }, 'too-soon'],
    ['loans', {}, { lastDay: '2026-12-01' }, 'invalid-window'],
  ] as const)('for %s of %j %j: %s', async (kind, options, more, code) => {
    const reply = await ask(kind, await lendable(options), more);
    expect(reply.body.code).toBe(code);
    if (code === 'term-too-long') expect(reply.body).toMatchObject({ rule: 'X2' });
  });

  test('of an instrument that is not on loan is refused', async () => {
    const instrumentId = await lendable();
    await send(people.manager, `DELETE /instruments/${instrumentId}/offerings/loan`);
    expect((await ask('loans', instrumentId)).body.code).toBe('mode-not-offered');
  });

  test('can be taken back before the hand-over and frees its days', async () => {
    const instrumentId = await lendable();
    const { id } = (await ask('loans', instrumentId)).body;
    expect((await send(people.stranger, `POST /loans/${id}/cancel`, {})).status).toBe(404);
    expect((await send(people.booker, `POST /loans/${id}/cancel`, {})).body.status).toBe('cancelled');
    expect((await send(people.booker, `POST /loans/${id}/cancel`, {})).body.code).toBe('state-conflict');
    expect(await approveAll(id)).toEqual([]);
    expect((await ask('loans', instrumentId)).status).toBe(201);
  });
});

describe('the chain (D3)', () => {
  const upper = ['labManager', 'assetOfficer', 'hqReviewer'];

  test('depends on the book value, and on split contracts of one customer together', async () => {
    const far = { firstDay: '2040-01-03', lastDay: '2040-06-30' };
    const lower = await ask('leases', await lendable({ valueFen: 799_999_999 }), far);
    expect(await approveAll(lower.body.id)).toEqual(['labManager', 'assetOfficer']);
    const at = await ask('leases', await lendable({ valueFen: 800_000_000 }), {
      firstDay: '2041-01-03',
      lastDay: '2041-06-30',
    });
    expect(await approveAll(at.body.id)).toEqual(upper);
    const half = () => lendable({ valueFen: 400_000_000 });
    await ask('leases', await half(), { firstDay: '2042-04-01', lastDay: '2042-09-30' });
    const second = await ask('leases', await half(), { firstDay: '2042-10-01', lastDay: '2043-03-31' });
    expect(await approveAll(second.body.id)).toEqual(upper);
  });
});

describe('the contract', () => {
  test('is drawn up on approval, signed once by each party, and told genuine by number and hash', async () => {
    const { id } = (await ask('loans', await lendable())).body;
    await approveAll(id);
    const approved = (await send(people.booker, `GET /loans/${id}`)).body;
    expect(approved).toMatchObject({ status: 'approved', contract: { status: 'open', signedBy: [] } });
    // 15 working days from 9 December 2026, over the New Year.
    expect(approved.filing).toMatchObject({ dueOn: '2026-12-30', status: 'open' });
    const path = `POST /contracts/${approved.contractId}/sign`;
    expect((await send(people.stranger, path, {})).status).toBe(403);
    expect((await send(people.keeper, `POST /loans/${id}/hand-over`, seen)).body.code).toBe('state-conflict');
    const wrong = await send(people.officer, path, { contentHash: '0'.repeat(64) });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'document-changed']);
    const first = await send(people.officer, path, {});
    expect(first.body.signatures).toMatchObject([{ party: 'lab' }]);
    expect((await send(people.officer, path, {})).body.code).toBe('state-conflict');
    expect((await send(people.admin, path, {})).body).toMatchObject({ status: 'signed' });
    expect((await send(people.booker, `GET /loans/${id}`)).body.status).toBe('contracted');
    const { number, contentHash } = first.body;
    const genuine = await api.send(`GET /contract-verifications/${number}?hash=${contentHash}`);
    expect(genuine.body).toMatchObject({ isGenuine: true, status: 'signed', signedOn: [{}, {}] });
    expect(JSON.stringify(genuine.body)).not.toContain(people.officer.userId);
    expect((await api.send(`GET /contract-verifications/${number}?hash=0`)).body.isGenuine).toBe(false);
  });

  test('whose text was changed in the database cannot even be written', async () => {
    const { id } = (await ask('loans', await lendable())).body;
    await approveAll(id);
    const change = api.database.sql`UPDATE contracts SET content = '{}' WHERE subject_id = ${id}`;
    await expect(change).rejects.toThrow(/contracts_hash/);
  });
});

describe('what is not brought back (C8)', () => {
  test('goes on occupying until it is taken back, and moves who is in the way', async () => {
    const instrumentId = await lendable();
    const next = (await book(instrumentId, '2026-12-19')).body;
    const later = (await book(instrumentId, '2027-01-20')).body;
    expect([next.status, later.status]).toEqual(['pendingApproval', 'pendingApproval']);
    for (const { id } of [next, later]) await send(people.manager, `POST /bookings/${id}/approve`, {});
    const id = await handedOver('loans', instrumentId);
    api.clock.set('2026-12-18T16:00:00Z');
    expect((await send(people.booker, `GET /loans/${id}`)).body.status).toBe('overdue');
    // Nobody has swept yet, and still nobody new counts on it.
    expect((await book(instrumentId, '2026-12-22')).body.code).toBe('slot-taken');
    const week = `/instruments/${instrumentId}/availability?from=2026-12-18T00:00:00Z&until=2026-12-25T00:00:00Z`;
    const { busy, free } = (await send(people.booker, `GET ${week}`)).body;
    expect([busy.at(-1), free]).toEqual([
      expect.objectContaining({ kind: 'loan', until: '2026-12-25T00:00:00.000Z' }),
      [],
    ]);
    await sweepAt('2026-12-18T16:00:00Z');
    await sweepAt('2026-12-18T16:00:05Z');
    const conflicts = await send(people.manager, `GET /conflicts?limit=100`);
    const moved = conflicts.body.items.filter((one: { cause: string }) => one.cause === 'loan');
    expect(moved.map((one: { bookingId: string }) => one.bookingId)).toEqual([next.id]);
    expect((await book(instrumentId, '2026-12-22')).body.code).toBe('slot-taken');
    await sweepAt('2026-12-20T02:00:00Z');
    expect((await book(instrumentId, '2026-12-28')).body.code).toBe('slot-taken');
    api.clock.set('2026-12-21T01:00:00Z');
    const back = await send(people.keeper, `POST /loans/${id}/take-back`, seen);
    expect(back.body.status).toBe('returned');
    expect((await book(instrumentId, '2026-12-22')).status).toBe(201);
    expect((await send(people.stranger, `GET /bookings/${later.id}`)).body.status).toBe('confirmed');
  });

  test('but what nobody signed does not occupy after its last day', async () => {
    const instrumentId = await lendable();
    const { id } = (await ask('loans', instrumentId)).body;
    api.clock.set('2026-12-18T16:00:00Z');
    expect((await send(people.booker, `GET /loans/${id}`)).body.status).toBe('cancelled');
    expect((await book(instrumentId, '2026-12-19')).status).toBe(201);
    await sweepAt('2026-12-18T16:00:00Z');
    expect((await send(people.booker, `GET /loans/${id}`)).body.status).toBe('cancelled');
  });

  test('early frees the rest', async () => {
    const instrumentId = await lendable();
    const id = await handedOver('loans', instrumentId);
    api.clock.set('2026-12-15T01:00:00Z');
    await send(people.keeper, `POST /loans/${id}/take-back`, seen);
    expect((await book(instrumentId, '2026-12-16')).status).toBe(201);
  });
});
