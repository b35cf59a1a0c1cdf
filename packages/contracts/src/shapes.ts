import { instantToText } from '@guanyi/domain/kernel/instant-text';
import { z } from 'zod';

/** Carries the JSON Schema that a client should see where the parser below is stricter or converts. */
const wire = <S extends z.ZodType>(schema: S, jsonSchema: Record<string, unknown>): S =>
  schema.meta({ wire: jsonSchema });

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Ids are opaque to clients. One that cannot be ours becomes one that no row has, so that it is looked for and missed like any other. */
export const noSuchId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export const id = wire(
  z
    .string()
    .min(1)
    .max(40)
    .transform((text) => (uuidShape.test(text.toLowerCase()) ? text.toLowerCase() : noSuchId)),
  { type: 'string', minLength: 1, maxLength: 40 },
);

/** An id in a reply. */
export const idText = z.string().min(1).max(40);

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** An instant in a request: RFC 3339 with an offset, years 1970 to 2199; handlers get epoch milliseconds. */
export const instant = wire(
  z
    .string()
    .max(40)
    .transform((text, context) => {
      const at = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
      if (at >= earliest && at < latest && isRealDay(text.slice(0, 10))) return at;
      context.addIssue({ code: 'custom', message: 'RFC 3339 instant', params: { code: 'invalid-instant' } });
      return z.NEVER;
    }),
  { type: 'string', format: 'date-time', maxLength: 40 },
);

/** An instant in a reply: UTC with `Z` and milliseconds. */
export const instantText = z.iso.datetime({ precision: 3 });

/** A local day in the zone of the lab. */
export const day = wire(
  z
    .string()
    .max(10)
    .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isRealDay(text), { params: { code: 'invalid-day' } }),
  { type: 'string', format: 'date' },
);

/** The 30th of February is refused rather than carried over into March. */
function isRealDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Writes an instant the way every reply does. */
export function formatInstant(at: number): string {
  return instantToText(at);
}

/** Clock time of a weekly window's start, "00:00" to "23:59". */
export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .max(5);
/** Clock time of a window's end; "24:00" is the end of the day. */
export const clockTimeEnd = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .max(5);

/** Up to a trillion yuan, far inside what a JavaScript number holds exactly. */
const largestFen = 100_000_000_000_000;
export const fen = z.int().min(0).max(largestFen);
export const signedFen = z.int().min(-largestFen).max(largestFen);

/** Control characters, and halves of characters, that a mail, a file or the database could choke on. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]/u;

/** Text that a person wrote: trimmed, of bounded length, without unprintable characters. */
export const text = (maximum: number, minimum = 0) => written(maximum, minimum, unprintable);

/** One line of such text. */
export const line = (maximum: number, minimum = 1) => written(maximum, minimum, /[\r\n\t]/, unprintable);

/** The document shows lengths only: other languages read our patterns differently. */
function written(maximum: number, minimum: number, ...refused: readonly RegExp[]) {
  const isClean = (value: string) => !refused.some((pattern) => pattern.test(value));
  return wire(
    z
      .string()
      .max(maximum)
      .refine(isClean, { params: { code: 'invalid-format' } })
      .trim()
      .min(minimum),
    {
      type: 'string',
      minLength: minimum,
      maxLength: maximum,
    },
  );
}

export const localizedText = (maximum: number) => z.strictObject({ zh: line(maximum), en: line(maximum).optional() });
export const localizedLongText = (maximum: number) =>
  z.strictObject({ zh: text(maximum), en: text(maximum).optional() });
/** A text in two languages in a reply. */
export const localized = z.object({ zh: z.string(), en: z.string().optional() });

/** An address that a mailer can be trusted with: ASCII, one @, no folding, quoting or comments. */
export const email = wire(
  z
    .string()
    .max(254)
    .trim()
    .toLowerCase()
    .regex(
      /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
    ),
  { type: 'string', format: 'email', maxLength: 254 },
);

export const zone = z
  .string()
  .max(64)
  .refine(isZone, { params: { code: 'unknown-zone' } });

function isZone(name: string): boolean {
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Division code: province 2, city 4, county 6 digits, shorter ones padded or not. */
export const regionCode = z
  .string()
  .regex(/^\d{2}(\d{2}){0,2}$/)
  .max(6);

export const locale = z.enum(['zh-CN', 'en']);

/** What every resource carries. */
export const stamps = {
  id: idText,
  version: z.int(),
  createdAt: instantText,
  updatedAt: instantText,
};

/** A number in a query string. */
export const queryInteger = (minimum: number, maximum: number) =>
  wire(
    z
      .string()
      .max(20)
      .transform((value, context) => {
        const number = /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
        if (number >= minimum && number <= maximum) return number;
        context.addIssue({ code: 'custom', message: 'integer out of range', params: { code: 'invalid-number' } });
        return z.NEVER;
      }),
    { type: 'integer', minimum, maximum },
  ) as unknown as z.ZodType<number, number | string>;

/** `true` or `false` in a query string. */
export const queryFlag = wire(
  z.enum(['true', 'false']).transform((value) => value === 'true'),
  { type: 'boolean' },
) as unknown as z.ZodType<boolean, boolean | 'true' | 'false'>;

/** A query parameter that may be repeated; any of its values matches. */
export const queryList = <S extends z.ZodType<string, string>>(item: S, maximum = 20) =>
  wire(
    z.union([item, z.array(item).min(1).max(maximum)]).transform((value) => (Array.isArray(value) ? value : [value])),
    { type: 'array', items: z.toJSONSchema(item, { io: 'input', unrepresentable: 'any' }), maxItems: maximum },
  ) as unknown as z.ZodType<z.output<S>[], z.input<S> | readonly z.input<S>[]>;

const cursorLengthLimit = 1_000;

/** Where the next page starts: the sort values of the last row, hidden from clients. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The `cursor` parameter of a list whose rows are ordered by the values of `tuple`; anything not made by `encodeCursor` is refused. */
export function cursorOf<T extends z.ZodType>(tuple: T): z.ZodType<z.output<T>, string> {
  return wire(
    z
      .string()
      .max(cursorLengthLimit)
      .transform((value, context) => {
        const parsed = tuple.safeParse(decodeCursor(value));
        if (parsed.success) return parsed.data;
        context.addIssue({ code: 'custom', message: 'unknown cursor', params: { code: 'invalid-cursor' } });
        return z.NEVER;
      }),
    { type: 'string', maxLength: cursorLengthLimit },
  ) as unknown as z.ZodType<z.output<T>, string>;
}

function decodeCursor(value: string): unknown {
  if (!/^[A-Za-z0-9_-]+$/.test(value)) return undefined;
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** An instant inside a cursor. */
export const cursorInstant = z.int().min(earliest).max(latest);
export const cursorId = z.string().regex(uuidShape);

/** `limit` and `cursor` of a list. */
export const pageQuery = <T extends z.ZodType>(tuple: T) => ({
  limit: queryInteger(1, 100).optional().default(20),
  cursor: cursorOf(tuple).optional(),
});

export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Half-open window in a reply. */
export const windowText = z.object({ from: instantText, until: instantText });

/** RFC 9457 problem document. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
});
