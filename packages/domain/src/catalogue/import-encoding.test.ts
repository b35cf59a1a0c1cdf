import { describe, expect, it } from 'vitest';
import { decodeText } from './import-encoding.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
/** 气相色谱仪,型号 in GBK. */
const gbk = bytes(0xc6, 0xf8, 0xcf, 0xe0, 0xc9, 0xab, 0xc6, 0xd7, 0xd2, 0xc7, 0x2c, 0xd0, 0xcd, 0xba, 0xc5);

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('气相色谱仪'), '气相色谱仪'],
    ['UTF-8 with BOM', bytes(0xef, 0xbb, 0xbf, 0x41), 'A'],
    ['UTF-16LE', bytes(0xff, 0xfe, 0x14, 0x6c), '气'],
    ['UTF-16BE', bytes(0xfe, 0xff, 0x6c, 0x14), '气'],
    ['GBK', gbk, '气相色谱仪,型号'],
    ['UTF-8', bytes(), ''],
  ] as const)('is %s', (encoding, content, text) => expect(decodeText(content)).toEqual({ ok: true, text, encoding }));

  it('is told without a mark when every second byte of a line break is zero', () => {
    expect(decodeText(bytes(0x14, 0x6c, 0x0a, 0x00))).toEqual({ ok: true, text: '气\n', encoding: 'UTF-16LE' });
    expect(decodeText(bytes(0x6c, 0x14, 0x00, 0x0a))).toEqual({ ok: true, text: '气\n', encoding: 'UTF-16BE' });
  });

  it.each([
    ['Latin letters with accents', bytes(0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x47, 0x72, 0xf6, 0xdf, 0x65)],
    ['a program', bytes(0x7f, 0x45, 0x4c, 0x46, 0x00, 0x01, 0x00, 0x00, 0xfe, 0xff)],
    ['UTF-8 that was cut off', new TextEncoder().encode('高效液相色谱仪').subarray(0, -1)],
    ['a zero character', bytes(0x41, 0x00, 0x00, 0x41)],
  ])('of %s is unknown', (_, content) => expect(decodeText(content)).toEqual({ ok: false, code: 'unknown-encoding' }));
});
