/** A query string as plain texts: a name that stands once gives a text, one that repeats a list. Nothing is guessed into numbers. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  const params = new URLSearchParams(text);
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    found[name] = values.length === 1 ? (values[0] as string) : values;
  }
  return found;
}

/** The reverse: lists repeat their name, empty and missing values leave no trace in the address. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '' && item !== false) params.append(name, String(item));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** One text of a query parameter, or undefined. */
export function textParam(value: unknown): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** All texts of a query parameter that are allowed; undefined when none is left, so that addresses stay short. */
export function listParam<T extends string>(value: unknown, allowed?: readonly T[]): T[] | undefined {
  const items = (Array.isArray(value) ? value : [value]).filter(
    (item): item is T => typeof item === 'string' && item !== '' && (!allowed || allowed.includes(item as T)),
  );
  return items.length ? [...new Set(items)] : undefined;
}

/** A whole number in a query parameter that lies in the range, or undefined. */
export function numberParam(value: unknown, minimum: number, maximum: number): number | undefined {
  const number = Number(textParam(value) ?? Number.NaN);
  return Number.isInteger(number) && number >= minimum && number <= maximum ? number : undefined;
}

/** The named texts of a query string, without those that are missing. */
export function texts<K extends string>(raw: Record<string, unknown>, ...names: K[]): { [P in K]?: string } {
  const found: { [P in K]?: string } = {};
  for (const name of names) {
    const text = textParam(raw[name]);
    if (text) found[name] = text;
  }
  return found;
}

/** A month as `2026-12`, or undefined. */
export function monthParam(value: unknown): string | undefined {
  const text = textParam(value);
  return text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

/** A day as `2026-12-09` that exists in the calendar, or undefined. */
export function dayParam(value: unknown): string | undefined {
  const text = textParam(value);
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}
