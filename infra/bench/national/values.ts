/**
 * Scales raw values so that, in whole yuan, they sum to the total exactly and keep their proportions.
 * @returns fen, every value at least one yuan.
 */
export function scaleToTotal(raw: Float64Array, totalYuan: number): number[] {
  const factor = totalYuan / raw.reduce((sum, value) => sum + value, 0);
  const yuan = Array.from(raw, (value) => Math.max(1, Math.floor(value * factor)));
  let missing = totalYuan - yuan.reduce((sum, value) => sum + value, 0);
  // Cutting loses less than a yuan each, so one round over the list makes up for it.
  for (let i = 0; missing !== 0; i = (i + 1) % yuan.length) {
    const step = missing > 0 ? 1 : -1;
    if (yuan[i]! + step < 1) continue;
    yuan[i] = yuan[i]! + step;
    missing -= step;
  }
  return yuan.map((value) => value * 100);
}
