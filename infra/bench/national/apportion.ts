/**
 * Splits a whole total by weight into whole parts that sum to it exactly, none above its cap.
 * @throws RangeError when the caps together are below the total.
 */
export function apportion(total: number, weights: readonly number[], caps?: readonly number[]): number[] {
  const parts = new Array<number>(weights.length).fill(0);
  let left = total;
  let open = weights.map((_, i) => i).filter((i) => weights[i]! > 0 && (caps?.[i] ?? 1) > 0);
  // Each round hands out by weight what is left; a part that reaches its cap leaves the round, and the rest goes on.
  while (left > 0) {
    const sum = open.reduce((all, i) => all + weights[i]!, 0);
    if (open.length === 0 || sum <= 0) throw new RangeError(`${left} of ${total} find no place`);
    const share = left / sum;
    let given = 0;
    for (const i of open) {
      const room = (caps?.[i] ?? Number.POSITIVE_INFINITY) - parts[i]!;
      const part = Math.min(room, Math.floor(weights[i]! * share));
      parts[i] = parts[i]! + part;
      given += part;
    }
    left -= given;
    if (given === 0) left -= handOutSingly(left, open, parts, caps);
    open = open.filter((i) => parts[i]! < (caps?.[i] ?? Number.POSITIVE_INFINITY));
  }
  return parts;
}

/** What is less than one each goes, one by one, over the list from its start. */
function handOutSingly(left: number, open: readonly number[], parts: number[], caps?: readonly number[]): number {
  let given = 0;
  for (const i of open) {
    if (given === left) break;
    if (parts[i]! >= (caps?.[i] ?? Number.POSITIVE_INFINITY)) continue;
    parts[i] = parts[i]! + 1;
    given += 1;
  }
  return given;
}
