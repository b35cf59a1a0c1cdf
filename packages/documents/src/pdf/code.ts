import { create } from 'qrcode';

/** A QR code as dark runs on a square of `size` modules: each is column, row and length. */
export interface Code {
  readonly size: number;
  readonly runs: readonly (readonly [x: number, y: number, length: number])[];
}

/** The code of an address, dense enough to be read from paper that has been folded. The same address gives the same code. */
export function codeOf(address: string): Code {
  const { size, data } = create(address, { errorCorrectionLevel: 'M' }).modules;
  const runs: [number, number, number][] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue;
      let length = 1;
      while (x + length < size && data[y * size + x + length]) length += 1;
      runs.push([x, y, length]);
      x += length;
    }
  }
  return { size, runs };
}
