import { describe, expect, it } from 'vitest';
import { type ImportReport, rejectedCsv } from './import-report.ts';

const report = (rejected: ImportReport['rejected'], encoding = 'UTF-8'): ImportReport => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected,
  ignoredColumns: [],
  encoding,
  dryRun: true,
});
const fault = (line: number, message: string, column: string | null = null) => ({
  line,
  column,
  code: 'x',
  value: null,
  message,
});
const lines = (text: string) =>
  text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');

describe('the file of refused rows', () => {
  it('holds the header and the refused rows as they were, with the reasons behind them', async () => {
    const file = new File(['a,b\n1,x\n2,y\n3,z\n'], 'register.csv');
    const text = await rejectedCsv(report([fault(3, 'too old', 'b')]), file, 'Reason');
    expect(lines(text)).toEqual(['a,b,"Reason"', '2,y,"b: too old"']);
  });

  it('keeps a row together that has a line break in quotes, and counts the lines behind it right', async () => {
    const file = new File(['a,b\r\n1,"two\r\nlines"\r\n2,"said ""so"""\r\n'], 'register.csv');
    const text = await rejectedCsv(report([fault(2, 'p'), fault(4, 'q')]), file, 'Reason');
    expect(text).toContain('1,"two\r\nlines","p"');
    expect(text).toContain('2,"said ""so""","q"');
  });

  it('names every fault of a row', async () => {
    const file = new File(['a\n1\n'], 'register.csv');
    const row = { ...fault(2, 'one', 'a'), more: [fault(2, 'two', 'b')] };
    expect(lines(await rejectedCsv(report([row]), file, 'R'))[1]).toBe('1,"a: one; b: two"');
  });

  it('reads GBK as the server did', async () => {
    const gbk = new Uint8Array([0x61, 0x0a, 0xb2, 0xe2, 0xca, 0xd4, 0x0a]);
    const text = await rejectedCsv(report([fault(2, 'p')], 'GBK'), new File([gbk], 'register.csv'), 'R');
    expect(lines(text)[1]).toBe('测试,"p"');
  });

  it('is a list of places and reasons for a workbook', async () => {
    const text = await rejectedCsv(report([fault(7, 'p', 'model')]), new File(['PK'], 'register.xlsx'), 'R');
    expect(lines(text)).toEqual(['line,column,value,R', '7,model,,model: p']);
  });
});
