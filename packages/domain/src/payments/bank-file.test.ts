import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBankFile } from './bank-file.ts';
import { readAmount, readDay } from './bank-row.ts';

describe('an amount of a bank', () => {
  it.each([
    ['1,234.56', 123_456],
    ['￥1,234.5', 123_450],
    ['+12', 1_200],
    ['１２３．４５', 12_345],
    ['"1,000,000.00"', 100_000_000],
    ['="88.00"', 8_800],
    ['1234567.8900', 123_456_789],
    ['0.01', 1],
    ['', 0],
    ['-', 0],
    ['0.00', 0],
    ['-5.00', undefined],
    ['1,23.00', undefined],
    ['1.005', undefined],
    ['1e3', undefined],
    ['99999999999999999', undefined],
    ['一百元', undefined],
  ])('%s is %s fen', (text, fen) => {
    expect(readAmount(text)).toBe(fen);
  });

  it('is read as it was written, parted by thousands or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), (fen) => {
        const whole = Math.floor(fen / 100);
        const cents = String(fen % 100).padStart(2, '0');
        expect(readAmount(`${whole}.${cents}`)).toBe(fen);
        expect(readAmount(`${whole.toLocaleString('en-US')}.${cents}`)).toBe(fen);
      }),
    );
  });
});

describe('a day of a bank', () => {
  it.each([
    ['2026-11-09', '2026-11-09'],
    ['2026/11/9', '2026-11-09'],
    ['2026.11.9', '2026-11-09'],
    ['20261109', '2026-11-09'],
    ['20261109 10:22:33', '2026-11-09'],
    ['20261109102233', '2026-11-09'],
    ['2026年11月9日', '2026-11-09'],
    ['2026-11-09 10:22:33.120', '2026-11-09'],
    ['2026-11-09T10:22:33Z', '2026-11-09'],
    ['2026-02-29', undefined],
    ['2026-13-01', undefined],
    ['09/11/2026', undefined],
    ['46335', undefined],
    ['', undefined],
  ])('%s is %s', (text, day) => {
    expect(readDay(text)).toBe(day);
  });
});

describe('a bank file', () => {
  const records = (...rows: string[]) => rows.map((row, i) => ({ line: i + 1, cells: row.split(',') }));

  it('is known by its columns, wherever the header stands', () => {
    const head = '交易日期,收入金额,支出金额,对方户名,日志号,交易用途';
    const file = readBankFile(records('账户明细', '', head, '2026-11-09,12.00,,滨海大学,R1,ST-1'));
    expect(file).toMatchObject({ layout: 'abc', rejected: [], ignored: 0 });
    expect(file?.receipts).toEqual([
      {
        line: 4,
        receivedOn: '2026-11-09',
        amountFen: 1_200,
        payer: '滨海大学',
        payerAccount: null,
        reference: 'R1',
        remark: 'ST-1',
      },
    ]);
  });

  it('of a program with names of the contract is read too', () => {
    const file = readBankFile(records('receivedOn,payer,reference,amountFen', '2026-11-09,Beacon,R1,1200'));
    expect(file?.receipts).toMatchObject([{ amountFen: 1_200, payer: 'Beacon', reference: 'R1' }]);
  });

  it('rejects a row by itself and names line, column and value', () => {
    const head = '交易日期,收入金额,支出金额,对方户名,日志号';
    const file = readBankFile(
      records(
        head,
        '2026-11-31,1.00,,甲,R1',
        '2026-11-09,1.005,,甲,R2',
        '2026-11-09,-1.00,,甲,R3',
        '2026-11-09,1.00,,,R4',
        '2026-11-09,1.00,,甲,',
        '2026-11-09,1.0',
        '2026-11-09,,7.00,甲,R5',
        '2026-11-09,1.00,,甲,R6',
      ),
    );
    expect(file?.rejected).toEqual([
      { line: 2, code: 'unreadable-day', column: '交易日期', value: '2026-11-31' },
      { line: 3, code: 'unreadable-amount', column: '收入金额', value: '1.005' },
      { line: 4, code: 'unreadable-amount', column: '收入金额', value: '-1.00' },
      { line: 5, code: 'missing-payer', column: '对方户名', value: '' },
      { line: 6, code: 'missing-reference', column: '日志号', value: '' },
      { line: 7, code: 'incomplete-row' },
    ]);
    expect(file?.ignored).toBe(1);
    expect(file?.receipts.map((receipt) => receipt.reference)).toEqual(['R6']);
  });

  it('takes money that came in where one column serves both ways', () => {
    const head = '交易日期,借贷标志,交易金额,对方户名,交易流水号';
    const file = readBankFile(records(head, '2026-11-09,贷,1.00,甲,R1', '2026-11-09,借,2.00,乙,R2'));
    expect([file?.receipts.length, file?.ignored]).toEqual([1, 1]);
  });

  it('without the needed columns is none', () => {
    expect(readBankFile(records('日期,金额', '2026-11-09,1.00'))).toBeUndefined();
    expect(readBankFile([])).toBeUndefined();
  });
});
