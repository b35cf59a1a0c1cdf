export function nameOf(row: { nameZh: string; nameEn: string | null }): { zh: string; en?: string } {
  return { zh: row.nameZh, ...given('en', row.nameEn) };
}

/** A member that is left out when there is nothing to say. */
export function given<K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V };
export function given<K extends string, V, W>(
  key: K,
  value: V | null | undefined,
  write: (value: V) => W,
): { [P in K]?: W };
export function given<K extends string, V, W>(key: K, value: V | null | undefined, write?: (value: V) => W) {
  if (value === null || value === undefined) return {};
  return { [key]: write ? write(value) : value };
}
