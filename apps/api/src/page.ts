import { encodeCursor } from '@guanyi/contracts/shapes';

/**
 * One page of a list from rows that were read one beyond the limit: the surplus row only shows that there is a next page.
 * The cursor holds the sort values of the last row shown.
 */
export function page<R, V>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => readonly (string | number | null)[],
  present: (row: R) => V,
): { items: V[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
