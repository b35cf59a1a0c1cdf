import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PdfDocument } from './document.ts';
import { typeset } from './typeset.ts';

function contentOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const sheet = (rows: string[][], more: Partial<PdfDocument['data']> = {}): PdfDocument => ({
  template: 'statements/statement.typ',
  at: Date.parse('2026-12-01T02:00:00Z'),
  data: {
    lang: 'zh-CN',
    title: '缴费单',
    number: 'N-1',
    issuer: '青岛海关技术中心',
    pageOf: '第 {page} 页，共 {pages} 页',
    facts: [['缴费单号', 'N-1']],
    columns: ['日期', '项目', '预约号', '金额', '税额', '合计'],
    rows,
    taxColumns: ['税目', '金额', '税额'],
    taxRows: [],
    totals: [],
    total: ['合计', '¥ 1.00'],
    words: ['大写金额', '壹元整'],
    notes: [],
    seal: '盖章',
    ...more,
  },
});

const row = (item: string) => ['2026-11-30', item, 'B-1', '1.00', '0.00', '1.00'];

test('a document is PDF/A-2b, and setting it again gives the same bytes', async () => {
  const first = await typeset(sheet([row('使用费')]));
  const again = await typeset(sheet([row('使用费')]));
  expect(first.subarray(0, 5).toString()).toBe('%PDF-');
  expect(first.toString('latin1')).toMatch(/pdfaid:part>2<[\s\S]*pdfaid:conformance>B</);
  expect(contentOf(again)).toBe(contentOf(first));
});

test('pages are counted on each of them', async () => {
  const pdf = await typeset(sheet(Array.from({ length: 120 }, (_, n) => row(`使用费 ${n}`))));
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(2);
});

test('characters that the font cannot draw, and markup that people typed, neither break nor steer it', async () => {
  const odd = ['CO₂ 😀 𠮷 한국', '#let x = 1', '*粗* _斜_ $x$ `code` @ref <label> \\ "quoted"', '\u202e\u0000'];
  const pdf = await typeset(sheet(odd.map(row)));
  expect(pdf.length).toBeGreaterThan(5_000);
});

test('documents that are asked for at once come one after the other, each its own', async () => {
  const documents = Array.from({ length: 5 }, (_, n) => sheet([row(`使用费 ${n}`)], { number: `N-${n}` }));
  const printed = await Promise.all(documents.map(typeset));
  expect(new Set(printed.map(contentOf)).size).toBe(5);
  expect(contentOf(await typeset(documents[3]!))).toBe(contentOf(printed[3]!));
});

test('a template that is not there is an error that names it, and the next document is set as ever', async () => {
  await expect(typeset({ ...sheet([]), template: 'statements/absent.typ' })).rejects.toThrow('statements/absent.typ');
  await expect(typeset(sheet([row('使用费')]))).resolves.toBeInstanceOf(Buffer);
});

test('a typesetter that ended in the moment in which it was asked costs nobody a document', async () => {
  const first = await typeset(sheet([row('使用费')]));
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const own = processes.filter((line) => line.includes('typesetter-program') && line.includes(` ${process.pid} `));
  expect(own).toHaveLength(1);
  process.kill(Number.parseInt(own[0]!.trim(), 10), 'SIGKILL');
  // Its end has not been noticed yet.
  expect(contentOf(await typeset(sheet([row('使用费')])))).toBe(contentOf(first));
});
