import { type Day, type LocalPiece, localPieces, parseClock } from '../kernel/local-time.ts';
import type { Fraction } from '../kernel/money.ts';
import { durationMs, HOUR_MS, MINUTE_MS, type Window } from '../kernel/window.ts';
import type { WorkCalendar } from '../kernel/working-days.ts';
import type { TimePart } from './price-line.ts';
import type { PriceTerms, RateStep, TimeFactor } from './price-policy.ts';

interface RatedPart extends Window {
  ratePerHourFen: number;
  permille: number;
}

type TimeTerms = Pick<PriceTerms, 'ratePerHourFen' | 'steps' | 'timeFactors'>;

/**
 * Splits billed windows at factor borders (local wall clock, class of the local day) and at step borders (billed minutes
 * of this charge, running on over gaps, midnights and factors). Neighbours of one rate and factor are one part.
 */
export function timeParts(
  terms: TimeTerms,
  zone: string,
  calendar: WorkCalendar,
  windows: readonly Window[],
): RatedPart[] {
  const parts: RatedPart[] = [];
  let billedMs = 0;
  for (const window of windows) {
    for (const piece of localPieces(zone, window)) {
      for (const factored of splitByFactor(terms.timeFactors, calendar, piece)) {
        for (const part of splitByStep(terms, factored, billedMs)) append(parts, part);
        billedMs += durationMs(factored);
      }
    }
  }
  return parts;
}

/** The exact price of all parts together. */
export function priceOfParts(parts: readonly RatedPart[]): Fraction {
  let numerator = 0n;
  for (const part of parts) {
    numerator += BigInt(durationMs(part)) * BigInt(part.ratePerHourFen) * BigInt(part.permille);
  }
  return { numerator, denominator: BigInt(HOUR_MS) * 1_000n };
}

/** Parts as they are shown: whole minutes that sum to the minutes billed, whatever the seconds at inner borders. */
export function shownParts(parts: readonly RatedPart[]): TimePart[] {
  let billedMs = 0;
  return parts.map((part) => {
    const before = Math.floor(billedMs / MINUTE_MS);
    billedMs += durationMs(part);
    return { ...part, minutes: Math.floor(billedMs / MINUTE_MS) - before };
  });
}

/** The factor of a local time: the first of the list that matches, alone; 1000 where none does. */
function factorAt(factors: readonly TimeFactor[], calendar: WorkCalendar, day: Day, wallMs: number): number {
  const dayClass = calendar.classOf(day);
  const match = factors.find(
    (factor) =>
      (factor.days === 'any' || factor.days === dayClass) &&
      clockMs(factor.from) <= wallMs &&
      wallMs < clockMs(factor.until),
  );
  return match?.permille ?? 1_000;
}

function splitByFactor(
  factors: readonly TimeFactor[],
  calendar: WorkCalendar,
  piece: LocalPiece,
): (Window & { permille: number })[] {
  const midnight = piece.from - piece.wallMs;
  const borders = factors
    .flatMap((factor) => [midnight + clockMs(factor.from), midnight + clockMs(factor.until)])
    .filter((at) => piece.from < at && at < piece.until)
    .sort((a, b) => a - b);
  const ends = [...borders, piece.until];
  let from = piece.from;
  return ends.map((until) => {
    const part = { from, until, permille: factorAt(factors, calendar, piece.day, from - midnight) };
    from = until;
    return part;
  });
}

function splitByStep(terms: TimeTerms, part: Window & { permille: number }, billedMs: number): RatedPart[] {
  const rated: RatedPart[] = [];
  let from = part.from;
  while (from < part.until) {
    const minuteMs = billedMs + (from - part.from);
    const next = terms.steps.find((step) => step.fromMinute * MINUTE_MS > minuteMs);
    const border = next ? from + (next.fromMinute * MINUTE_MS - minuteMs) : part.until;
    const until = Math.min(part.until, border);
    rated.push({ from, until, ratePerHourFen: rateAfter(terms, minuteMs), permille: part.permille });
    from = until;
  }
  return rated;
}

function rateAfter(terms: TimeTerms, billedMs: number): number {
  const reached = terms.steps.filter((step: RateStep) => step.fromMinute * MINUTE_MS <= billedMs).at(-1);
  return reached?.ratePerHourFen ?? terms.ratePerHourFen;
}

function append(parts: RatedPart[], part: RatedPart): void {
  if (part.from >= part.until) return;
  const last = parts.at(-1);
  const isContinued =
    last?.until === part.from && last.ratePerHourFen === part.ratePerHourFen && last.permille === part.permille;
  if (isContinued) last.until = part.until;
  else parts.push(part);
}

function clockMs(text: string): number {
  const minutes = parseClock(text);
  if (minutes === null) throw new RangeError(`${text} is not a time of day`);
  return minutes * MINUTE_MS;
}
