import { describe, expect, test } from 'vitest';
import { canBecome, outstandingFen, type StatementStatus, settledStatus } from './statement.ts';

describe('the life of a statement', () => {
  test.each<[StatementStatus, StatementStatus[]]>([
    ['draft', ['issued', 'void']],
    ['issued', ['partlyPaid', 'paid']],
    ['partlyPaid', ['issued', 'paid']],
    ['paid', ['issued', 'partlyPaid']],
    ['void', []],
  ])('after %s come only %j', (from, following) => {
    const all: StatementStatus[] = ['draft', 'issued', 'partlyPaid', 'paid', 'void'];
    expect(all.filter((to) => canBecome(from, to))).toEqual(following);
  });
});

describe('what is owed', () => {
  const amounts = { totalFen: 84_800, voucherFen: 0, paidFen: 0, creditedFen: 0 };

  test('voucher, payments and credit notes all lessen it', () => {
    expect(outstandingFen({ ...amounts, voucherFen: 10_000, paidFen: 40_000, creditedFen: 4_800 })).toBe(30_000);
  });

  test.each([
    [{}, 'issued'],
    [{ creditedFen: 800 }, 'issued'],
    [{ voucherFen: 100 }, 'partlyPaid'],
    [{ paidFen: 84_799 }, 'partlyPaid'],
    [{ paidFen: 84_800 }, 'paid'],
    [{ paidFen: 84_000, creditedFen: 800 }, 'paid'],
    [{ creditedFen: 84_800 }, 'paid'],
  ])('%j makes it %s', (change, status) => {
    expect(settledStatus({ ...amounts, ...change })).toBe(status);
  });
});
