import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitTypeOf } from '../kernel/uscc.ts';
import { incomeRouteOf } from './income-route.ts';
import { checkHoldings, distribute, stakeFor } from './stake.ts';

const yuan = (amount: number) => Math.round(amount * 100);

describe('the stake for a contribution (X9)', () => {
  it.each([
    ['3,000,000.00 of 10,000,000.00', yuan(3_000_000), yuan(10_000_000), 1_000_000, 300_000, 0],
    ['a value that is no whole number of units', yuan(1_000_000), yuan(3_000_000), 1_000_000, 333_333, yuan(1)],
    ['one fen short of a unit', yuan(9.99), yuan(1_000), 100, 0, yuan(9.99)],
    ['all of it', yuan(5_000_000), yuan(5_000_000), 7, 7, 0],
  ])('%s', (_name, valueFen, capitalFen, unitsIssued, units, cashFen) =>
    expect(stakeFor(valueFen, capitalFen, unitsIssued)).toEqual({ units, cashFen }),
  );

  it('is never worth more than the value, and less by less than one unit', () => {
    const amounts = fc.integer({ min: 1, max: 100_000_000_000_000 });
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 1, max: 1_000_000_000 }), (a, b, unitsIssued) => {
        const [valueFen, capitalFen] = a < b ? [a, b] : [b, a];
        const { units, cashFen } = stakeFor(valueFen, capitalFen, unitsIssued);
        const worth = (count: number) => BigInt(count) * BigInt(capitalFen);
        expect(worth(units) <= BigInt(valueFen) * BigInt(unitsIssued)).toBe(true);
        expect(worth(units + 1) > BigInt(valueFen) * BigInt(unitsIssued)).toBe(true);
        expect(cashFen).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the holdings of an agreement', () => {
  const agreement = {
    contributorId: 'lab',
    valueFen: yuan(3_000_000),
    capitalFen: yuan(10_000_000),
    unitsIssued: 1_000_000,
    holdings: [
      { organisationId: 'lab', units: 300_000 },
      { organisationId: 'founder', units: 700_000 },
    ],
  };
  it.each([
    ['stand when they sum and the lab has its due', {}, null],
    ['the lab has one unit too many', { holdings: [{ organisationId: 'lab', units: 300_001 }] }, 'stake-mismatch'],
    ['the lab is forgotten', { holdings: [{ organisationId: 'founder', units: 1_000_000 }] }, 'stake-mismatch'],
    ['somebody is missing', { holdings: [{ organisationId: 'lab', units: 300_000 }] }, 'sum-mismatch'],
    ['a holder stands there twice', { holdings: [...agreement.holdings, agreement.holdings[1]!] }, 'duplicate-holder'],
    ['the value exceeds the capital', { capitalFen: yuan(2_999_999.99) }, 'capital-below-value'],
  ])('%s', (_name, change, code) => expect(checkHoldings({ ...agreement, ...change })?.code ?? null).toBe(code));
});

describe('a distribution (X10)', () => {
  it('of 99,999.99 at 70/30 gives 70,000.00 and 29,999.99', () => {
    const parts = distribute(yuan(99_999.99), [
      { organisationId: 'b', units: 30 },
      { organisationId: 'a', units: 70 },
    ]);
    expect(parts.map((part) => [part.organisationId, part.amountFen])).toEqual([
      ['a', yuan(70_000)],
      ['b', yuan(29_999.99)],
    ]);
  });

  it('gives the rest to the first by id where the largest are equal', () => {
    const parts = distribute(
      100,
      ['c', 'a', 'b'].map((organisationId) => ({ organisationId, units: 5 })),
    );
    expect(parts.map((part) => [part.organisationId, part.amountFen])).toEqual([
      ['a', 34],
      ['b', 33],
      ['c', 33],
    ]);
  });

  it('always sums to the amount, and nobody gets less than nothing', () => {
    const holdings = fc
      .uniqueArray(fc.record({ organisationId: fc.uuid(), units: fc.integer({ min: 0, max: 1_000_000_000 }) }), {
        selector: (holding) => holding.organisationId,
        minLength: 1,
        maxLength: 12,
      })
      .filter((list) => list.some((holding) => holding.units > 0));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), holdings, (amountFen, list) => {
        const parts = distribute(amountFen, list);
        expect(parts.reduce((total, part) => total + part.amountFen, 0)).toBe(amountFen);
        expect(parts.every((part) => part.amountFen >= 0)).toBe(true);
      }),
    );
  });

  it('needs somebody who holds something', () => {
    expect(() => distribute(100, [{ organisationId: 'a', units: 0 }])).toThrow(RangeError);
  });
});

it.each([
  ['11', 'treasury'],
  ['12', 'ownBudget'],
  ['91', 'profit'],
])('what a unit of kind %s earns goes to %s', (prefix, route) => expect(incomeRouteOf(unitTypeOf(prefix))).toBe(route));
