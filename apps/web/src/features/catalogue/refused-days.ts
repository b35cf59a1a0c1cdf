import type { Reply } from '../../app/client.ts';
import { addDays, type Day, instantOf } from '../../ui/zone.ts';
import {
  type Availability,
  busyOn,
  freeOn,
  openOn,
  type Span,
  type Stretch,
  stretchesOf,
} from './availability-days.ts';

export type Refusals = Reply<'listRefusals'>;
export type RefusalCode = Refusals['items'][number]['code'];

/** A stretch that a rule refuses, and which one. */
export interface Refused extends Span {
  code: RefusalCode;
}

/** Who may not book anything there is told that before they are told about hours. */
const gravest: readonly RefusalCode[] = [
  'suspended',
  'not-qualified',
  'purpose-not-allowed',
  'calibration-expired',
  'quota-exceeded',
  'priority-hours',
  'too-far',
  'too-soon',
  'outside-open-hours',
];

/** The refused stretches of a local day, the gravest reason first, cut to the day. */
export function refusedOn(refusals: Refusals | undefined, day: Day): Refused[] {
  if (!refusals) return [];
  const whole = { from: instantOf(day, 0, refusals.zone), until: instantOf(addDays(day, 1), 0, refusals.zone) };
  return refusals.items
    .flatMap(({ code, from, until }) => {
      const shared = overlap({ from: Date.parse(from), until: Date.parse(until) }, whole);
      return shared ? [{ ...shared, code }] : [];
    })
    .sort((a, b) => gravest.indexOf(a.code) - gravest.indexOf(b.code) || a.from - b.from);
}

/** The one reason for which nothing of a day can be booked by this person, beyond its being closed or taken; undefined when something can. */
export function reasonOfDay(
  availability: Availability,
  refusals: Refusals | undefined,
  day: Day,
): RefusalCode | undefined {
  const open = openOn(availability, day);
  if (open.length === 0) return undefined;
  const free = freeOn(availability, day);
  const rest = free.length > 0 ? free : without(open, busyOn(availability, day));
  const refused = refusedOn(refusals, day);
  return gravest.find(
    (code) =>
      rest.length > 0 &&
      without(
        rest,
        refused.filter((one) => one.code === code),
      ).length === 0,
  );
}

/** What a day holds: free and taken stretches, and those within the opening hours that a rule refuses to this person. */
export type JudgedStretch = Stretch | (Span & { state: 'refused'; code: RefusalCode });

/** A free stretch is cut where a refusal begins or ends; of several reasons the gravest is told. */
export function judgedStretches(availability: Availability, refusals: Refusals | undefined, day: Day): JudgedStretch[] {
  const refused = refusedOn(refusals, day);
  const stretches = stretchesOf(availability, day);
  const busy = stretches.filter(({ state }) => state === 'busy');
  const free = freeOn(availability, day);
  const left = without(openOn(availability, day), [...free, ...busy]);
  const judged: JudgedStretch[] = [...busy];
  for (const span of free) judged.push(...cutAt(span, refused, true));
  for (const span of left) judged.push(...cutAt(span, refused, false));
  return joined(judged.sort((a, b) => a.from - b.from || a.until - b.until));
}

/** Neighbours that are refused for the same reason as one. */
function joined(judged: readonly JudgedStretch[]): JudgedStretch[] {
  const whole: JudgedStretch[] = [];
  for (const one of judged) {
    const last = whole.at(-1);
    const isSame = last?.state === 'refused' && one.state === 'refused' && last.code === one.code;
    if (isSame && last.until === one.from) whole[whole.length - 1] = { ...last, until: one.until };
    else whole.push(one);
  }
  return whole;
}

/** Pieces of a span by the gravest reason that bars each; what none bars is free, or left out when it is not to be had anyway. */
function cutAt(span: Span, refused: readonly Refused[], isFree: boolean): JudgedStretch[] {
  const pieces: JudgedStretch[] = [];
  let rest: Span[] = [span];
  for (const one of refused) {
    for (const piece of rest) {
      const shared = overlap(piece, one);
      if (shared) pieces.push({ ...shared, state: 'refused', code: one.code });
    }
    rest = without(rest, [one]);
  }
  return isFree ? [...pieces, ...rest.map((piece): JudgedStretch => ({ ...piece, state: 'free' }))] : pieces;
}

function overlap(a: Span, b: Span): Span | undefined {
  const from = Math.max(a.from, b.from);
  const until = Math.min(a.until, b.until);
  return until > from ? { from, until } : undefined;
}

/** What is left of spans when others are taken away. */
function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>(
    (rest, hole) =>
      rest.flatMap((span) => {
        if (!overlap(span, hole)) return [span];
        const before = { from: span.from, until: hole.from };
        const after = { from: hole.until, until: span.until };
        return [before, after].filter(({ from, until }) => until > from);
      }),
    [...spans],
  );
}
