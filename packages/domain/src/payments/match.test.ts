import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OpenMoney, type OpenStatement, suggestMatches } from './match.ts';
import { comparePayer } from './payer.ts';

const statement = (no: number, outstandingFen: number, organisationId = 'ocean'): OpenStatement => ({
  statementId: `s${no}`,
  number: `ST-QD-2026-${String(no).padStart(4, '0')}`,
  organisationId,
  organisationNames: organisationId === 'ocean' ? ['滨海海洋大学', 'Binhai Ocean University'] : ['灯塔食品有限公司'],
  outstandingFen,
});
const money = (amountFen: number, more: Partial<OpenMoney> = {}): OpenMoney => ({
  ...{ amountFen, payer: '滨海海洋大学', reference: 'B-1', remark: '', organisationId: null },
  ...more,
});
const codes = (reasons: readonly { code: string }[] | undefined) => reasons?.map((reason) => reason.code);

describe('a receipt', () => {
  it('whose remark has the number and whose amount agrees is certain, whoever paid', () => {
    const [best] = suggestMatches(money(490_780, { remark: '付 st-qd-2026-0041 检测费', payer: '某集团财务公司' }), [
      statement(41, 490_780),
      statement(42, 490_780),
    ]);
    expect(best).toMatchObject({ isCertain: true, allocations: [{ statementId: 's41', amountFen: 490_780 }] });
    expect(codes(best?.reasons)).toEqual(['number', 'amountEqual', 'payerOther']);
  });

  it('that gives the short number is a suggestion with a doubt', () => {
    const [best] = suggestMatches(money(490_780, { remark: '对账单 0041' }), [statement(41, 490_780)]);
    expect(best?.isCertain).toBe(false);
    expect(best?.reasons).toEqual([
      { code: 'numberShort', isDoubt: true },
      { code: 'amountEqual', isDoubt: false },
      { code: 'payerEqual', isDoubt: false },
    ]);
  });

  it('does not take 0041 for 00412', () => {
    const found = suggestMatches(money(1, { remark: 'ST-QD-2026-00412', payer: '别人' }), [statement(41, 490_780)]);
    expect(found).toEqual([]);
  });

  it('that pays a part says how much is missing', () => {
    const [best] = suggestMatches(money(100, { remark: 'ST-QD-2026-0041' }), [statement(41, 300)]);
    expect(best).toMatchObject({ isCertain: false, allocations: [{ statementId: 's41', amountFen: 100 }] });
    expect(best?.reasons).toContainEqual({ code: 'amountLess', isDoubt: true, value: 200 });
  });

  it('that pays too much gives a statement what it wants and keeps the rest', () => {
    const [best] = suggestMatches(money(500, { remark: 'ST-QD-2026-0041' }), [statement(41, 300)]);
    expect(best?.allocations).toEqual([{ statementId: 's41', amountFen: 300 }]);
    expect(best?.reasons).toContainEqual({ code: 'amountMore', isDoubt: true, value: 200 });
  });

  it('for two named statements is certain when their sum agrees', () => {
    const remark = 'ST-QD-2026-0041 / ST-QD-2026-0042';
    const [best] = suggestMatches(money(500, { remark }), [statement(41, 300), statement(42, 200)]);
    expect(best?.isCertain).toBe(true);
    expect(best?.allocations).toHaveLength(2);
  });

  it('that is the sum of several statements of its payer is suggested for them together', () => {
    const [best] = suggestMatches(money(700), [statement(1, 300), statement(2, 200), statement(3, 400)]);
    expect(best?.allocations.map((one) => one.statementId)).toEqual(['s1', 's3']);
    expect(best?.reasons).toContainEqual({ code: 'amountOfSeveral', isDoubt: false, value: 2 });
  });

  it('with an amount that others have too says so', () => {
    const [best] = suggestMatches(money(300), [statement(1, 300), statement(2, 300, 'beacon')]);
    expect(best?.allocations[0]?.statementId).toBe('s1');
    expect(best?.reasons).toContainEqual({ code: 'sameAmountElsewhere', isDoubt: true, value: 1 });
  });

  it('of a stranger with a stray amount suggests nothing', () => {
    expect(suggestMatches(money(77, { payer: '某公司' }), [statement(1, 300)])).toEqual([]);
  });
});

describe('every suggestion', () => {
  const statements = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('ocean', 'beacon')), {
    maxLength: 14,
  });

  it('gives no more than there is and no statement more than it wants, each once', () => {
    fc.assert(
      fc.property(statements, fc.integer({ min: 1, max: 2_000 }), fc.boolean(), (drawn, amountFen, isNamed) => {
        const open = drawn.map(([outstandingFen, organisation], i) => statement(i + 1, outstandingFen, organisation));
        const remark = isNamed
          ? open
              .slice(0, 2)
              .map((one) => one.number)
              .join(' ')
          : '';
        const found = suggestMatches(money(amountFen, { remark }), open);
        for (const { allocations } of found) {
          const sum = allocations.reduce((total, one) => total + one.amountFen, 0);
          expect(sum).toBeLessThanOrEqual(amountFen);
          expect(new Set(allocations.map((one) => one.statementId)).size).toBe(allocations.length);
          for (const one of allocations) {
            const wanted = open.find((candidate) => candidate.statementId === one.statementId)?.outstandingFen ?? 0;
            expect(one.amountFen).toBeGreaterThan(0);
            expect(one.amountFen).toBeLessThanOrEqual(wanted);
          }
        }
        expect(found.filter((one) => one.isCertain).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});

it.each([
  ['滨海海洋大学（本部）', ['滨海海洋大学(本部)'], 'equal'],
  ['BEACON Foods Ltd', ['灯塔食品', 'Beacon Foods Ltd.'], 'equal'],
  ['滨海海洋大学财务处', ['滨海海洋大学'], 'similar'],
  ['大学', ['滨海海洋大学'], 'other'],
] as const)('the payer %s and %j are %s', (payer, names, fit) => {
  expect(comparePayer(payer, names)).toBe(fit);
});
