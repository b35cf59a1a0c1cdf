import { beforeEach, describe, expect, test } from 'vitest';
import { wednesdayMorning } from '../../support/factories/world.ts';
import {
  api,
  approveAll,
  ask,
  handedOver,
  lendable,
  people,
  send,
  useLendingScene,
} from '../../support/lending-scene.ts';

useLendingScene();
beforeEach(() => api.clock.set(wednesdayMorning));

describe('the papers of a loan', () => {
  test('are found by their number by those who may read them', async () => {
    const id = await handedOver('loans', await lendable());
    const loan = (await send(people.booker, `GET /loans/${id}`)).body;
    const numbers = { contract: loan.contract.number, handOver: loan.handOver.number, loan: loan.number };
    for (const [kind, number] of Object.entries(numbers)) {
      const found = await send(people.booker, `GET /documents/${number}`);
      expect(found.body).toMatchObject({ number, kind, subjectType: 'loan', subjectId: id });
      expect((await send(people.stranger, `GET /documents/${number}`)).status).toBe(404);
    }
    const form = await send(people.booker, `GET /loans/${id}/form?moment=handOver`);
    expect([form.status, form.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await send(people.booker, `GET /loans/${id}/form?moment=takeBack`)).status).toBe(404);
  });

  test('are verified by anybody, by number and hash, without a word of what they say', async () => {
    const signatures = [{ party: 'customer', name: '郑凯', strokes: [[10, 20, 30, 40, 50, 60]] }];
    const id = await handedOver('loans', await lendable(), {}, { signatures });
    const { handOver, contractId } = (await send(people.booker, `GET /loans/${id}`)).body;
    const contract = (await send(people.booker, `GET /contracts/${contractId}`)).body;
    const check = async (number: string, hash: string) =>
      (await api.send(`GET /contract-verifications/${number}?hash=${hash}`)).body;
    const genuine = await check(handOver.number, handOver.contentHash);
    expect(genuine).toEqual({
      ...{ number: handOver.number, isGenuine: true, kind: 'handOver', status: 'signed' },
      signedOn: ['lab', 'customer'].map((party) => ({ party, at: handOver.at })),
    });
    expect(await check(contract.number, contract.contentHash)).toMatchObject({ isGenuine: true, kind: 'contract' });
    for (const [number, hash] of [
      [handOver.number, contract.contentHash],
      [contract.number, handOver.contentHash],
      ['HO-000000-NONE00', handOver.contentHash],
    ] as const)
      expect(await check(number, hash)).toEqual({ number, isGenuine: false });
    const pdf = await send(people.keeper, `GET /loans/${id}/form?moment=handOver`);
    expect(pdf.status).toBe(200);
  });

  test('a signature on a changed document is refused and leaves nothing', async () => {
    const { id } = (await ask('loans', await lendable())).body;
    await approveAll(id);
    const { contractId } = (await send(people.booker, `GET /loans/${id}`)).body;
    const other = await send(people.officer, `POST /contracts/${contractId}/sign`, { contentHash: 'a'.repeat(64) });
    expect([other.status, other.body.code]).toEqual([409, 'document-changed']);
    expect((await send(people.officer, `GET /contracts/${contractId}`)).body).toMatchObject({
      status: 'open',
      signatures: [],
    });
    await expect(
      api.database.sql`UPDATE contracts SET content = content || ' ' WHERE id = ${contractId}`,
    ).rejects.toThrow(/contracts_hash/);
  });
});
