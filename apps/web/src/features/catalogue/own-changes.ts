type Fields = Record<string, unknown>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What the server has now with the reader's own changes on top: a field that the reader left alone follows the server. */
export function withOwnChanges<F extends object>(before: F, mine: F, fresh: F): F {
  const merged: Fields = { ...(fresh as Fields) };
  for (const [key, value] of Object.entries(mine)) {
    const was = (before as Fields)[key];
    if (isSame(was, value)) continue;
    const is = merged[key];
    merged[key] = isRecord(was) && isRecord(value) && isRecord(is) ? withOwnChanges(was, value, is) : value;
  }
  return merged as F;
}
