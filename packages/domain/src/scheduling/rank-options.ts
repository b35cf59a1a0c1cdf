import { HOUR_MS } from '../kernel/window.ts';

/** How near an instrument is to the one that is out of service, nearest first. */
export const NEARNESS = ['instrument', 'lab', 'district', 'alliance', 'region', 'elsewhere'] as const;

export type Nearness = (typeof NEARNESS)[number];

/** What makes one place better than another for somebody who has to move. */
export interface RankableOption {
  nearness: Nearness;
  /** From the old start to the new one, 0 or more. */
  delayMs: number;
  /** Against the quoted total; negative when it is cheaper. */
  priceDifferenceFen: number;
  /** Between the laboratories, as the crow flies; `null` when one of them is not on the map. */
  distanceKm: number | null;
  isSameModel: boolean;
  /** All six digits of the class; otherwise the first four. */
  isSameClass: boolean;
}

/** What a change costs in hours of waiting that people would rather put up with. */
const nearnessHours: Record<Nearness, number> = {
  instrument: 0,
  lab: 1,
  district: 4,
  alliance: 6,
  region: 8,
  elsewhere: 16,
};
const otherModelHours = 1;
const otherClassHours = 6;
const hoursPerKm = 1 / 40;
/** One hour of waiting weighs as much as 50.00. */
const hoursPerFen = 1 / 5_000;

/**
 * How inconvenient an option is, in hours of waiting: later, further away, less alike and dearer are all weighed against
 * one another. 0 would be the same instrument at the same time.
 */
export function inconvenienceHours(option: RankableOption): number {
  return (
    option.delayMs / HOUR_MS +
    nearnessHours[option.nearness] +
    (option.isSameModel ? 0 : otherModelHours) +
    (option.isSameClass ? 0 : otherClassHours) +
    (option.distanceKm ?? 0) * hoursPerKm +
    Math.max(0, option.priceDifferenceFen) * hoursPerFen
  );
}

/** Best first: whatever costs no more before whatever does, then by inconvenience, then the cheaper. */
export function rankOptions<O extends RankableOption>(options: readonly O[]): O[] {
  return [...options].sort(
    (a, b) =>
      Number(a.priceDifferenceFen > 0) - Number(b.priceDifferenceFen > 0) ||
      inconvenienceHours(a) - inconvenienceHours(b) ||
      a.priceDifferenceFen - b.priceDifferenceFen,
  );
}

/** Up to this many claims in conflict, each is shown a choice; beyond it each gets one place, so that there are enough for all. */
const choiceUpTo = 20;
const mostOptions = 3;

/** How many places are held for each claim when so many are in conflict for one cause. */
export function optionsEach(conflictsOfCause: number): number {
  return conflictsOfCause <= choiceUpTo ? mostOptions : 1;
}
