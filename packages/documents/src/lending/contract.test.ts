import { expect, it } from 'vitest';
import { typeset } from '../pdf/typeset.ts';
import { renderContract } from './contract.ts';

const content = {
  form: 'loan/1',
  subject: 'LN-1',
  lender: { name: '青岛海关技术中心', lab: '食品实验室' },
  borrower: { name: '灯塔食品有限公司', uscc: '91' },
  instrument: { name: '便携式 X 荧光光谱仪', model: 'Niton XL5', assetNumber: 'QD-1' },
  ...{ originalValueFen: 1_000_000, firstDay: '2026-12-14', lastDay: '2026-12-18' },
  ...{ address: '青岛', accessories: ['电源线'], depositFen: 500_000, perDayFen: null },
};
const contract = {
  ...{
    number: 'HT-261209-ABC123',
    status: 'open' as const,
    content: JSON.stringify(content),
    contentHash: 'f'.repeat(64),
  },
  ...{ createdAt: Date.UTC(2026, 11, 9), zone: 'Asia/Shanghai', verifyUrl: 'https://guanyi.test/c' },
  signatures: [{ party: 'lab' as const, at: Date.UTC(2026, 11, 9), displayName: '王振' }],
};

it('is set in both languages, the same bytes every time', { timeout: 60_000 }, async () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    const first = await typeset(renderContract(contract, locale));
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await typeset(renderContract(contract, locale))).toEqual(first);
  }
});
