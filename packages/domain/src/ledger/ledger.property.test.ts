import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AccountSums, available, type Side } from './account.ts';
import { applyMovement, firstBelowFloor, type Movement } from './transfer.ts';

const ids = ['a', 'b', 'c', 'd'];
const zero: AccountSums = { debitSum: 0, creditSum: 0, debitPending: 0, creditPending: 0 };

const movement = fc
  .record({
    pair: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2, maxLength: 2 }),
    amount: fc.integer({ min: 1, max: 1_000_000 }),
    state: fc.constantFrom('posted' as const, 'pending' as const),
  })
  .map(
    ({ pair: [debitAccountId = '', creditAccountId = ''], amount, state }): Movement => ({
      debitAccountId,
      creditAccountId,
      amount,
      state,
      resolvedAmount: 0,
    }),
  );

test('whatever moves, debits and credits of all accounts are equal, posted and pending alike', () => {
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 50 }), (movements) => {
      const sums = movements.reduce(applyMovement, new Map(ids.map((id) => [id, zero])));
      const total = (name: keyof AccountSums) => [...sums.values()].reduce((sum, own) => sum + own[name], 0);
      expect(total('debitSum')).toBe(total('creditSum'));
      expect(total('debitPending')).toBe(total('creditPending'));
    }),
  );
});

test('a reservation that is resolved in full leaves nothing pending', () => {
  fc.assert(
    fc.property(movement, fc.integer({ min: 1, max: 1_000_000 }), (reserved, wanted) => {
      const pending: Movement = { ...reserved, state: 'pending' };
      const amount = Math.min(wanted, pending.amount);
      const resolving: Movement = { ...pending, state: 'posted', amount, resolvedAmount: pending.amount };
      const sums = [pending, resolving].reduce(applyMovement, new Map(ids.map((id) => [id, zero])));
      const debit = sums.get(pending.debitAccountId)!;
      expect(debit).toEqual({ debitSum: amount, creditSum: 0, debitPending: 0, creditPending: 0 });
    }),
  );
});

test('an account with a floor is found below it as soon as what is reserved exceeds what is there', () => {
  const accounts = new Map<string, { side: Side; floor: boolean }>([
    ['a', { side: 'credit', floor: true }],
    ['b', { side: 'debit', floor: false }],
  ]);
  const held = { ...zero, creditSum: 100, debitPending: 100 };
  expect(available('credit', held)).toBe(0);
  expect(firstBelowFloor(accounts, new Map([['a', held]]))).toBeUndefined();
  expect(firstBelowFloor(accounts, new Map([['a', { ...held, debitSum: 1 }]]))).toBe('a');
  expect(firstBelowFloor(accounts, new Map([['b', { ...zero, creditSum: 5 }]]))).toBeUndefined();
});
