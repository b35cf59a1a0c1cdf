import { describe, expect, it } from 'vitest';
import { availableFen, type Exposure, exposureFen, judgeBudget, judgeCredit } from './limits.ts';

describe('a budget', () => {
  it.each([
    ['is used up to its limit', 'hard', 50_000, 40_000, 10_000, undefined],
    ['is one fen short', 'hard', 50_000, 40_000, 10_001, 'budget-exceeded'],
    ['of nothing refuses the first fen', 'hard', 0, 1, 0, 'budget-exceeded'],
    ['that is soft lets through', 'soft', 50_000, 90_000, 10_000, undefined],
  ] as const)('%s', (_name, kind, limitFen, reservedFen, spentFen, refused) => {
    expect(judgeBudget({ kind, limitFen }, { reservedFen, spentFen })).toBe(refused);
  });

  it('says how far beyond it is', () => {
    expect(availableFen({ kind: 'soft', limitFen: 100 }, { reservedFen: 90, spentFen: 60 })).toBe(-50);
  });
});

describe('a credit limit', () => {
  const exposure = (more: Partial<Exposure>): Exposure => ({
    ...{ reservedFen: 0, unbilledFen: 0, outstandingFen: 0, overdueFen: 0 },
    ...more,
  });

  it.each([
    ['holds all three parts together', { reservedFen: 1, unbilledFen: 2, outstandingFen: 3 }, 6, undefined],
    ['is one fen short', { reservedFen: 1, unbilledFen: 2, outstandingFen: 3 }, 5, 'limit'],
    ['gives nothing while a payment is late', { outstandingFen: 3, overdueFen: 1 }, 1_000, 'overdue'],
    ['names the late payment first', { outstandingFen: 3_000, overdueFen: 1 }, 1_000, 'overdue'],
  ] as const)('%s', (_name, parts, limitFen, reason) => {
    expect(judgeCredit(limitFen, exposure(parts))).toBe(reason);
  });

  it('may be lowered by a credit that is not billed yet', () => {
    expect(exposureFen(exposure({ reservedFen: 500, unbilledFen: -200 }))).toBe(300);
  });
});
