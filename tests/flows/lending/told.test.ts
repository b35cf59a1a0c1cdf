import { EQUITY_NEWS, LENDING_NEWS } from '@guanyi/domain/notifications/case-facts';
import { equityText, lendingText } from '@guanyi/messages/case-text';
import { beforeEach, describe, expect, test } from 'vitest';
import { wednesdayMorning } from '../../support/factories/world.ts';
import {
  api,
  ask,
  handedOver,
  lendable,
  people,
  seen,
  send,
  sweepAt,
  useLendingScene,
} from '../../support/lending-scene.ts';
import { tellAll, toldOf } from '../../support/told.ts';

useLendingScene();
beforeEach(() => api.clock.set(wednesdayMorning));

/** Who was mailed about what since the last time, and who only sees it. */
async function told(id: string) {
  await tellAll(api.database, api.clock.now());
  const all = (await toldOf(api.database, id)).filter((one) => one.kind === 'lendingChanged');
  const of = (isQuiet: boolean) => all.filter((one) => one.isQuiet === isQuiet).map((one) => [one.action, one.email]);
  return { mailed: of(false), quiet: of(true) };
}

describe('the sides of a loan', () => {
  test('hear of it from the request to the return, one mail a side', async () => {
    const id = await handedOver('loans', await lendable());
    const { mailed } = await told(id);
    const mails = (action: string) => mailed.filter((one) => one[0] === action).map((one) => one[1]);
    expect(mails('request')).toEqual([people.booker.email]);
    expect(mails('approve').sort()).toEqual([people.booker.email, people.admin.email].sort());
    expect(mails('contract').sort()).toEqual([people.booker.email, people.manager.email].sort());
    expect(mails('handOver').sort()).toEqual([people.booker.email, people.manager.email].sort());

    await sweepAt('2026-12-16T00:00:00Z');
    await sweepAt('2026-12-16T01:00:00Z');
    expect(await told(id)).toEqual({
      mailed: [
        ['dueSoon', people.booker.email],
        ['dueSoon', people.manager.email],
      ],
      quiet: [
        ['dueSoon', people.admin.email],
        ['dueSoon', people.keeper.email],
      ],
    });
    await sweepAt('2026-12-18T16:00:00Z');
    await sweepAt('2026-12-20T16:00:00Z');
    expect((await told(id)).mailed).toEqual([
      ['fallDue', people.booker.email],
      ['fallDue', people.manager.email],
    ]);
    await send(people.keeper, `POST /loans/${id}/take-back`, seen);
  });

  test('overdue for two weeks suspends the customer from asking for more, until it is back', async () => {
    const id = await handedOver('loans', await lendable());
    await sweepAt('2026-12-18T16:00:00Z');
    await told(id);
    const more = { firstDay: '2027-01-11', lastDay: '2027-01-12' };
    expect((await ask('loans', await lendable(), more)).status).toBe(201);
    await sweepAt('2027-01-01T16:00:00Z');
    await sweepAt('2027-01-02T16:00:00Z');
    expect((await told(id)).mailed).toEqual([
      ['suspend', people.booker.email],
      ['suspend', people.manager.email],
    ]);
    const refused = await ask('leases', await lendable(), more);
    expect([refused.status, refused.body.code, refused.body.rule]).toEqual([422, 'lending-overdue', 'overdue']);
    await send(people.keeper, `POST /loans/${id}/take-back`, seen);
    expect((await ask('leases', await lendable(), more)).status).toBe(201);
  });
});

test('every piece of news has words of its own in both languages', () => {
  const names = { instrument: { zh: '仪器' }, lab: { zh: '实验室' }, organisation: { zh: '单位' } };
  const lending = {
    ...names,
    lendingId: '1',
    lendingKind: 'loan',
    number: 'LN',
    person: 'P',
    firstDay: 'F',
    lastDay: 'L',
  } as const;
  for (const locale of ['zh-CN', 'en'] as const) {
    const texts = [
      ...LENDING_NEWS.map((action) => lendingText({ ...lending, action }, locale).text),
      ...EQUITY_NEWS.map(
        (action) => equityText({ ...names, caseId: '1', number: 'EQ', ventureName: 'V', action }, locale).text,
      ),
    ];
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined/);
  }
});
