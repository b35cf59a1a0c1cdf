import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredFen, eligibleFen, judgeRegion, type StatedPart, type VoucherRoom } from './voucher.ts';

const ample = 1_000_000_000;
const room = (more: Partial<VoucherRoom>): VoucherRoom => ({
  ...{ eligibleFen: ample, sharePermille: 500, voucherLeftFen: ample, capLeftFen: ample, outstandingFen: ample },
  ...more,
});

describe('a voucher covers', () => {
  it.each([
    ['its share, cut down (84.81 at 500 ‰)', { eligibleFen: 8_481 }, 4_240],
    ['no more than is left of it (848.00 with 100.00 left)', { eligibleFen: 84_800, voucherLeftFen: 10_000 }, 10_000],
    ['no more than is left of the cap', { eligibleFen: 84_800, capLeftFen: 9_999 }, 9_999],
    ['no more than the statement wants', { eligibleFen: 84_800, outstandingFen: 1 }, 1],
    ['all of it at 1000 ‰', { eligibleFen: 8_481, sharePermille: 1_000 }, 8_481],
    ['nothing when it is used up', { voucherLeftFen: 0 }, 0],
  ] as const)('%s', (_name, more, fen) => {
    expect(coveredFen(room(more))).toBe(fen);
  });

  it('never more than any of its limits, nor less than nothing', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    const rooms = fc.record({
      ...{ eligibleFen: amount, voucherLeftFen: amount, capLeftFen: amount, outstandingFen: amount },
      sharePermille: fc.integer({ min: 1, max: 1_000 }),
    });
    fc.assert(
      fc.property(rooms, (drawn) => {
        const fen = coveredFen(drawn);
        expect(fen).toBeGreaterThanOrEqual(0);
        const share = (drawn.eligibleFen * drawn.sharePermille) / 1_000;
        for (const limit of [share, drawn.voucherLeftFen, drawn.capLeftFen, drawn.outstandingFen]) {
          expect(fen).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});

describe('a programme pays', () => {
  const part = (more: Partial<StatedPart>): StatedPart => ({ mode: 'rent', isService: true, totalFen: 100, ...more });
  const programme = { modes: ['rent'] as const, year: 2026 };

  it('for services of its modes, corrections taken off', () => {
    const parts = [part({}), part({ totalFen: -30 }), part({ mode: 'loan' }), part({ isService: false })];
    expect(eligibleFen(programme, { period: '2026-11', parts })).toEqual({ ok: true, fen: 70 });
  });

  it.each([
    ['another year', '2025-12', [part({})], 'wrong-year'],
    ['fees alone', '2026-12', [part({ isService: false })], 'nothing-eligible'],
    ['another mode', '2026-12', [part({ mode: 'loan' })], 'nothing-eligible'],
    ['what was taken back', '2026-12', [part({}), part({ totalFen: -100 })], 'nothing-eligible'],
  ] as const)('nothing for %s', (_name, period, parts, fault) => {
    expect(eligibleFen(programme, { period, parts })).toEqual({ ok: false, fault });
  });

  it.each([
    ['370000', '370202', undefined],
    ['3702', '370202', undefined],
    ['370200', '320500', 'wrong-region'],
  ] as const)('in region %s for an organisation in %s: %s', (region, organisation, fault) => {
    expect(judgeRegion({ region }, organisation)).toBe(fault);
  });
});
