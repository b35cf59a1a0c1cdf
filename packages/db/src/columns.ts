import { instantFromText, instantToText } from '@guanyi/domain/kernel/instant-text';
import { sql } from 'drizzle-orm';
import { bigint, customType, integer, uuid } from 'drizzle-orm/pg-core';

export { instantFromText, instantToText };

/** timestamptz in the database, epoch milliseconds in the program. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamptz(3)',
  fromDriver: instantFromText,
  toDriver: instantToText,
});

/** tstzrange, always half open, as a window of epoch milliseconds; an open end is Infinity. */
export const instantRange = customType<{ data: { from: number; until: number }; driverData: string }>({
  dataType: () => 'tstzrange',
  fromDriver: windowFromText,
  toDriver: windowToText,
});

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });

/** Money: whole fen. A JavaScript safe integer holds 90 trillion yuan, far above any sum here. */
export const fen = () => bigint({ mode: 'number' });

export const stamps = () => ({
  version: integer().notNull().default(1),
  createdAt: instant().notNull().default(sql`now()`),
  updatedAt: instant().notNull().default(sql`now()`),
});

export const key = () => uuid().notNull();

/** Reads the text form that PostgreSQL sends for a tstzrange in UTC: `["2026-12-01 01:30:00+00",infinity)`. */
export function windowFromText(text: string): { from: number; until: number } {
  const comma = text.indexOf(',');
  const from = bound(text, 1, comma);
  const until = bound(text, comma + 1, text.length - 1);
  return {
    from: from === '' ? Number.NEGATIVE_INFINITY : instantFromText(from),
    until: until === '' || until === 'infinity' ? Number.POSITIVE_INFINITY : instantFromText(until),
  };
}

function bound(text: string, start: number, end: number): string {
  return text.charCodeAt(start) === 34 ? text.slice(start + 1, end - 1) : text.slice(start, end);
}

export function windowToText(window: { from: number; until: number }): string {
  const bound = (at: number) => (Number.isFinite(at) ? instantToText(at) : '');
  return `[${bound(window.from)},${bound(window.until)})`;
}
