import { expect, it } from 'vitest';
import { writeCsv } from './sheet.ts';
import { writeWorksheet } from './worksheet.ts';

const sheet = { heads: ['名称', '金额'], rows: [['=1+1', { fen: -1_250 }] as const, ['a,b', null] as const] };

it('a list is CSV that a spreadsheet reads as text and numbers, and never computes', () => {
  expect(writeCsv(sheet)).toBe('\uFEFF名称,金额\n\'=1+1,-12.50\n"a,b",\n');
});

it('and a worksheet', async () => {
  expect((await writeWorksheet(sheet)).subarray(0, 2).toString()).toBe('PK');
});
