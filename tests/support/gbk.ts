let codes: Map<string, number[]> | undefined;

/** Bytes of a text in GBK, which Node reads but does not write: the inverse of its own decoder. */
export function encodeGbk(text: string): Uint8Array {
  codes ??= twoByteCodes();
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0) < 0x80 ? [character.charCodeAt(0)] : codes?.get(character);
      if (!code) throw new Error(`GBK has no ${character}.`);
      return code;
    }),
  );
}

function twoByteCodes(): Map<string, number[]> {
  const decoder = new TextDecoder('gbk');
  const found = new Map<string, number[]>();
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && !found.has(character)) found.set(character, [lead, trail]);
    }
  }
  return found;
}
