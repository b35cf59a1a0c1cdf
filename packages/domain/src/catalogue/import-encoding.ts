export type Encoding = 'UTF-8' | 'UTF-8 with BOM' | 'UTF-16LE' | 'UTF-16BE' | 'GBK';

export type DecodedText = { ok: true; text: string; encoding: Encoding } | { ok: false; code: 'unknown-encoding' };

/**
 * Reads the bytes of a text file whose encoding nobody has declared. Told apart by byte order mark, by the zero bytes of
 * UTF-16, by strict UTF-8 and at last by GBK, which only counts when nearly all of its characters are common ones: a
 * Latin file read as GBK shows rare characters, and is refused rather than turned into nonsense.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  for (const { encoding, label, mark } of marks) {
    if (mark.every((byte, i) => bytes[i] === byte)) return decoded(bytes.subarray(mark.length), label, encoding);
  }
  const wide = guessUtf16(bytes);
  if (wide) return decoded(bytes, wide === 'UTF-16LE' ? 'utf-16le' : 'utf-16be', wide);
  const utf8 = decoded(bytes, 'utf-8', 'UTF-8');
  if (utf8.ok) return utf8;
  return shareOfCommonGbk(bytes) >= commonShare ? decoded(bytes, 'gb18030', 'GBK') : unknown;
}

const unknown: DecodedText = { ok: false, code: 'unknown-encoding' };

const marks: readonly { encoding: Encoding; label: string; mark: readonly number[] }[] = [
  { encoding: 'UTF-8 with BOM', label: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { encoding: 'UTF-16LE', label: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'UTF-16BE', label: 'utf-16be', mark: [0xfe, 0xff] },
];

/** Chinese text keeps to GB 2312 but for a name here and there. */
const commonShare = 0.9;

function decoded(bytes: Uint8Array, label: string, encoding: Encoding): DecodedText {
  try {
    const text = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
    // A zero character stands in no text; such bytes are a picture, a program or an encoding not known here.
    return text.includes('\0') ? unknown : { ok: true, text, encoding };
  } catch {
    return unknown;
  }
}

/** The line breaks and commas of UTF-16 leave zero bytes on one side only, whatever the script. */
function guessUtf16(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  const length = Math.min(bytes.length, 4_096);
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  if (odd > 0 && even === 0) return 'UTF-16LE';
  return even > 0 && odd === 0 ? 'UTF-16BE' : null;
}

/** Share of the two-byte characters that lie in GB 2312, where both bytes are above 0xA0. */
function shareOfCommonGbk(bytes: Uint8Array): number {
  let pairs = 0;
  let common = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x81) continue;
    const trail = bytes[i + 1] ?? 0;
    pairs += 1;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) common += 1;
    i += 1;
  }
  return pairs === 0 ? 0 : common / pairs;
}
