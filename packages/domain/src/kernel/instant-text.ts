import { DAY_MS, type Instant, MINUTE_MS } from './window.ts';

/**
 * Instants as text, in UTC. A calendar of a quarter of a year holds hundreds of them, and `Date` takes longer to write and read them than
 * all arithmetic between; days come again and again, so their texts are remembered.
 */
const rememberedDays = 20_000;
const textByDay = new Map<number, string>();
const instantByDay = new Map<string, Instant>();

const clockTexts = Array.from({ length: 1_440 }, (_, minute) => {
  const two = (part: number) => String(part).padStart(2, '0');
  return `T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});

/** RFC 3339 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. @throws RangeError for what is no instant. */
export function instantToText(at: Instant): string {
  const day = Math.floor(at / DAY_MS);
  const inDay = at - day * DAY_MS;
  const minute = Math.floor(inDay / MINUTE_MS);
  const clock = clockTexts[minute];
  // What is no number has no minute, and what has parts of a millisecond, or seconds, is rare.
  if (clock === undefined || inDay !== minute * MINUTE_MS) return new Date(at).toISOString();
  return `${dayText(day)}${clock}:00.000Z`;
}

function dayText(day: number): string {
  const known = textByDay.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, -14);
  if (textByDay.size >= rememberedDays) textByDay.clear();
  textByDay.set(day, text);
  return text;
}

/** Reads RFC 3339, and the form in which PostgreSQL sends an instant in UTC. NaN for anything else. */
export function instantFromText(text: string): Instant {
  const separator = text.charCodeAt(10);
  const isPlain = text.charCodeAt(4) === 45 && (separator === 32 || separator === 84) && isUtcFrom(text, 19);
  if (!isPlain) return Date.parse(text.includes('T') ? text : withOffset(text.replace(' ', 'T')));
  const [hours, minutes, seconds] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  // A clock that does not exist is left to `Date`, which also knows the midnight of 24:00.
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return Date.parse(text.replace(' ', 'T'));
  return dayInstant(text.slice(0, 10)) + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

function isUtcFrom(text: string, index: number): boolean {
  const first = text.charCodeAt(index);
  if (first === 90) return text.length === index + 1;
  return (
    first === 43 && (text.length === index + 3 || text.length === index + 6) && /^\+00(:00)?$/.test(text.slice(index))
  );
}

function withOffset(text: string): string {
  return text.endsWith('+00') ? `${text}:00` : text;
}

/** NaN where no two digits stand. */
function twoDigits(text: string, index: number): number {
  const [tens, ones] = [text.charCodeAt(index) - 48, text.charCodeAt(index + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function dayInstant(day: string): Instant {
  const known = instantByDay.get(day);
  if (known !== undefined) return known;
  const at = Date.parse(`${day}T00:00:00Z`);
  if (instantByDay.size >= rememberedDays) instantByDay.clear();
  instantByDay.set(day, at);
  return at;
}
