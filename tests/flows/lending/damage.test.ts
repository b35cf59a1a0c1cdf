import { remindFilings } from '@guanyi/commands/approvals/file-disposal';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { beforeEach, describe, expect, test } from 'vitest';
import { wednesdayMorning } from '../../support/factories/world.ts';
import {
  api,
  approveAll,
  ask,
  handedOver,
  lendable,
  people,
  seen,
  send,
  useLendingScene,
} from '../../support/lending-scene.ts';
import { onePixel, upload } from '../../support/pictures.ts';

useLendingScene();
beforeEach(() => api.clock.set(wednesdayMorning));

type Damage = {
  id: string;
  status: string;
  amountFen?: number;
  capturedFen: number;
  chargedFen: number;
  chargeId?: string;
};

/** A loan that came back with a broken detector. */
async function brokenLoan(kind: 'loans' | 'leases' = 'loans', more: Parameters<typeof lendable>[0] = {}) {
  api.clock.set(wednesdayMorning);
  const id = await handedOver(kind, await lendable(more));
  api.clock.set('2026-12-18T02:00:00Z');
  const conditions = [{ item: '探测器', state: 'damaged', note: '窗膜破裂' }];
  const { body } = await send(people.keeper, `POST /${kind}/${id}/take-back`, { ...seen, conditions });
  return { id, damage: body.damages[0] as Damage };
}

const act = async (as: (typeof people)[keyof typeof people], damageId: string, verb: string, body: object) =>
  send(as, `POST /damages/${damageId}/${verb}`, body);

describe('damage', () => {
  test('proposed, contested and decided, is taken from the deposit; the rest is released and the loan closed', async () => {
    const { id, damage } = await brokenLoan();
    expect(damage).toMatchObject({ status: 'open', capturedFen: 0 });
    const proposed = await act(people.keeper, damage.id, 'propose', { amountFen: 200_000, reason: '更换窗膜报价' });
    expect(proposed.body.damages[0]).toMatchObject({
      status: 'proposed',
      amountFen: 200_000,
      proposal: '更换窗膜报价',
    });
    const contested = await act(people.booker, damage.id, 'answer', {
      accept: false,
      comment: '交付时已有划痕',
      counterFen: 90_000,
    });
    expect(contested.body.damages[0]).toMatchObject({ status: 'contested', counterFen: 90_000 });
    expect((await act(people.finance, damage.id, 'settle', {})).body.code).toBe('state-conflict');
    const decided = await act(people.officer, damage.id, 'decide', { amountFen: 120_000, reason: '按折旧' });
    expect(decided.body.damages[0]).toMatchObject({ status: 'agreed', amountFen: 120_000, decision: '按折旧' });
    const settled = await act(people.finance, damage.id, 'settle', {});
    expect(settled.body).toMatchObject({
      deposit: { heldFen: 380_000, capturedFen: 120_000 },
      damages: [{ status: 'settled', capturedFen: 120_000, chargedFen: 0 }],
    });
    const closed = await send(people.finance, `POST /loans/${id}/release-deposit`, {});
    expect(closed.body).toMatchObject({ status: 'closed', deposit: { heldFen: 0, releasedFen: 380_000 } });
  });

  test('beyond the deposit becomes a charge without tax; on a lease, which has no deposit, all of it', async () => {
    const { id, damage } = await brokenLoan('loans', { depositFen: 100_000 });
    await act(people.keeper, damage.id, 'propose', { amountFen: 250_000 });
    await act(people.booker, damage.id, 'answer', { accept: true });
    const { body } = await act(people.finance, damage.id, 'settle', {});
    expect(body).toMatchObject({ status: 'closed', damages: [{ capturedFen: 100_000, chargedFen: 150_000 }] });
    const charges = (await send(people.finance, `GET /charges?loanId=${id}`)).body.items;
    expect(charges).toMatchObject([{ id: body.damages[0].chargeId, kind: 'damage', subtotalFen: 150_000, taxFen: 0 }]);

    const lease = await brokenLoan('leases');
    await act(people.keeper, lease.damage.id, 'propose', { amountFen: 70_000 });
    await act(people.booker, lease.damage.id, 'answer', { accept: true });
    const paid = await act(people.finance, lease.damage.id, 'settle', {});
    expect(paid.body.damages).toMatchObject([{ capturedFen: 0, chargedFen: 70_000 }]);
  });

  test('that the borrower may still answer is not decided over their head; after ten days it is', async () => {
    const { damage } = await brokenLoan();
    await act(people.keeper, damage.id, 'propose', { amountFen: 1_000 });
    const early = await act(people.officer, damage.id, 'decide', { amountFen: 1_000, reason: 'R' });
    expect([early.status, early.body.code]).toEqual([409, 'state-conflict']);
    api.clock.set('2026-12-28T02:00:00Z');
    expect((await act(people.officer, damage.id, 'decide', { amountFen: 1_000, reason: 'R' })).status).toBe(200);
  });

  test('answered by a stranger is missing, by the lab is not its answer to give', async () => {
    const { damage } = await brokenLoan();
    await act(people.keeper, damage.id, 'propose', { amountFen: 1_000 });
    expect((await act(people.stranger, damage.id, 'answer', { accept: true })).status).toBe(404);
    expect((await act(people.keeper, damage.id, 'answer', { accept: true })).status).toBe(403);
  });
});

describe('the papers of a hand-over', () => {
  test('are signed as drawn or typed, under a hash that covers the photos', async () => {
    const token = await api.login(people.keeper.email);
    const photo = (await api.send('POST /files', { token, ...upload('a.png', 'image/png', onePixel) })).body.id;
    const signatures = [
      {
        party: 'lab',
        name: '孙浩',
        strokes: [
          [10, 20, 30, 40],
          [50, 60],
        ],
      },
    ];
    const id = await handedOver('loans', await lendable(), {}, { photoIds: [photo], signatures });
    const { handOver } = (await send(people.booker, `GET /loans/${id}`)).body;
    expect(handOver.signatures).toMatchObject([
      { party: 'lab', kind: 'drawn', name: '孙浩', strokes: signatures[0]!.strokes },
      { party: 'customer', kind: 'typed', name: '郑凯' },
    ]);
    expect([handOver.number.slice(0, 3), handOver.contentHash.length]).toEqual(['HO-', 64]);
    // The other party sees the picture by what it stands in; a stranger does not.
    expect((await send(people.booker, `GET /files/${photo}`)).status).toBe(200);
    expect((await send(people.stranger, `GET /files/${photo}`)).status).toBe(404);
    // Nobody can lay a signature under another text.
    const [row] = await api.database
      .sql`SELECT lab_id, party FROM condition_signatures WHERE lending_id = ${id} LIMIT 1`;
    await expect(
      api.database
        .sql`UPDATE condition_signatures SET content_hash = 'other' WHERE lending_id = ${id} AND party = ${row!.party}`,
    ).rejects.toThrow(/condition_signatures_content_fk/);
  });

  test('ask what the class of the instrument asks, or what its lab has set', async () => {
    const instrumentId = await lendable();
    await api.database.sql`UPDATE instruments SET class_code = '010301' WHERE id = ${instrumentId}`;
    await api.database.sql`
      INSERT INTO class_codes (scheme, edition, code, name_zh, name_en, level) VALUES ('GB/T 32847-2016', '2016', '010300', 'X', 'X', 2)
      ON CONFLICT DO NOTHING`;
    const before = (await send(people.keeper, `GET /instruments/${instrumentId}/checklist`)).body;
    expect(before).toMatchObject({ source: 'proposed', classCode: '010300' });
    const [place] = await api.database.sql`SELECT lab_id FROM instruments WHERE id = ${instrumentId}`;
    const path = `/labs/${place!.lab_id}/checklists/010300`;
    expect((await send(people.manager, `PUT ${path}`, { items: [{ zh: '窗膜', en: 'Window' }] })).status).toBe(200);
    expect((await send(people.keeper, `GET /instruments/${instrumentId}/checklist`)).body).toEqual({
      ...{ source: 'lab', classCode: '010300', items: [{ zh: '窗膜', en: 'Window' }] },
    });
    expect((await send(people.manager, `DELETE ${path}`)).status).toBe(204);
    expect(
      (await send(people.manager, `PUT /labs/${place!.lab_id}/checklists/017777`, { items: [{ zh: 'X' }] })).body.code,
    ).toBe('unknown-class-code');
  });
});

describe('a visit', () => {
  test('is announced, written down once, and called off by the return', async () => {
    const id = await handedOver('loans', await lendable());
    const past = await send(people.keeper, `POST /loans/${id}/inspections`, { plannedOn: '2026-12-13' });
    expect([past.status, past.body.code]).toEqual([422, 'too-soon']);
    const planned = await send(people.keeper, `POST /loans/${id}/inspections`, {
      plannedOn: '2026-12-15',
      purpose: '例行',
    });
    const [visit] = planned.body.inspections;
    expect(visit).toMatchObject({ status: 'planned', plannedOn: '2026-12-15' });
    const record = () =>
      send(people.keeper, `POST /inspections/${visit.id}/record`, {
        conditions: [{ item: '外壳', state: 'worn' }],
        note: '正常',
      });
    const replies = await Promise.all([record(), record()]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    await send(people.keeper, `POST /loans/${id}/inspections`, { plannedOn: '2026-12-16' });
    const back = await send(people.keeper, `POST /loans/${id}/take-back`, seen);
    expect(back.body.inspections.map((one: { status: string }) => one.status)).toEqual(['done', 'cancelled']);
  });
});

describe('filing', () => {
  test('is a task of fifteen working days, reminded of, done once with its paper', async () => {
    const { id } = (await ask('loans', await lendable())).body;
    await approveAll(id);
    const { filing } = (await send(people.officer, `GET /loans/${id}`)).body;
    const list = async (more = '') => (await send(people.officer, `GET /filings?subjectId=${id}${more}`)).body.items;
    // 9 December and fifteen working days, New Year's Day being a holiday by the notice.
    expect(await list('&status=open')).toMatchObject([{ id: filing.id, dueOn: filing.dueOn, status: 'open' }]);
    const remind = async (at: string) => {
      api.clock.set(at);
      await execute(api.database, systemContext(api.clock.now()), remindFilings, { limit: 100 });
      const rows = await api.database
        .sql`SELECT payload FROM outbox WHERE name = 'filing.due' AND aggregate_id = ${filing.id} ORDER BY id`;
      return rows.map((row) => row.payload.isLate);
    };
    expect(await remind('2026-12-15T00:00:00Z')).toEqual([]);
    expect(await remind(`${filing.dueOn}T00:00:00Z`)).toEqual([false]);
    expect(await remind('2027-02-01T00:00:00Z')).toEqual([false, true]);
    expect(await remind('2027-02-02T00:00:00Z')).toEqual([false, true]);
    expect(await list()).toMatchObject([{ status: 'late' }]);
    const token = await api.login(people.officer.email);
    const { body: paper } = await api.send('POST /files', { token, ...upload('filing.png', 'image/png', onePixel) });
    const file = () =>
      send(people.officer, `POST /filings/${filing.id}/file`, { reference: '青关资〔2027〕3号', fileId: paper.id });
    const replies = await Promise.all([file(), file()]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect((await send(people.officer, `GET /loans/${id}`)).body.filing).toMatchObject({
      ...{ status: 'filed', reference: '青关资〔2027〕3号', fileId: paper.id },
    });
    expect((await send(people.manager, `GET /filings/${filing.id}/document`)).status).toBe(200);
    expect(await list('&status=late')).toEqual([]);
  });

  test('is owed by nobody whose disposal was cancelled', async () => {
    const { id } = (await ask('loans', await lendable())).body;
    await approveAll(id);
    await send(people.booker, `POST /loans/${id}/cancel`, {});
    expect((await send(people.officer, `GET /filings?subjectId=${id}&status=open&status=late`)).body.items).toEqual([]);
  });
});
