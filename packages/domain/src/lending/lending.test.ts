import { describe, expect, it } from 'vitest';
import { LENDING_LIFE_CYCLE, LENDING_STATUSES, type LendingVerb, lendingStatusAt, moveLending } from './lending.ts';

const until = 1_000;
const verbs = Object.keys(LENDING_LIFE_CYCLE) as LendingVerb[];

describe('the life of a loan or lease', () => {
  it.each(verbs.flatMap((verb) => LENDING_STATUSES.map((status) => [verb, status] as const)))(
    '%s from %s follows the table',
    (verb, status) => {
      const isByTime = verb === 'fallDue' || verb === 'lapse';
      const outcome = moveLending({ status, until }, verb, isByTime ? until : until - 1);
      const { from, to } = LENDING_LIFE_CYCLE[verb];
      expect(outcome).toEqual(
        from.includes(status)
          ? { ok: true, status: to }
          : { ok: false, code: 'state-conflict', status: lendingStatusAt({ status, until }, isByTime ? until : 0) },
      );
    },
  );

  it('is overdue at the end of the last day, before anybody has marked it', () => {
    expect(lendingStatusAt({ status: 'handedOver', until }, until - 1)).toBe('handedOver');
    expect(lendingStatusAt({ status: 'handedOver', until }, until)).toBe('overdue');
    expect(moveLending({ status: 'handedOver', until }, 'takeBack', until)).toMatchObject({ ok: true });
    expect(moveLending({ status: 'handedOver', until }, 'fallDue', until - 1)).toMatchObject({ ok: false });
  });

  it('lapses when it was never handed over', () => {
    expect(lendingStatusAt({ status: 'contracted', until }, until)).toBe('cancelled');
    expect(moveLending({ status: 'contracted', until }, 'handOver', until)).toMatchObject({ ok: false });
    expect(moveLending({ status: 'contracted', until }, 'lapse', until)).toMatchObject({ ok: true });
  });
});
