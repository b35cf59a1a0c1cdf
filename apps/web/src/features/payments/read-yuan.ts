/** Fen from what a person writes in yuan: `1,234.5`, `1234.50`, `￥12`. @returns undefined for anything else, and for nothing. */
export function readYuan(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[¥\s]/g, '');
  const parts = /^(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!parts) return undefined;
  const [, whole = '', decimals = ''] = parts;
  return Number(whole.replaceAll(',', '')) * 100 + Number(decimals.padEnd(2, '0'));
}
