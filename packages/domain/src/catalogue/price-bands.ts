/** A band of hourly prices in fen, both ends inclusive; the last one has no upper end. */
export interface PriceBand {
  minFen: number;
  maxFen: number | undefined;
}

/** Upper ends in fen, round because people ask for "at most": narrow where most prices lie, wide where few do. */
const ends = [2_500, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000];

/** By which a search counts prices, from low to high, without gaps. */
export const priceBands: readonly PriceBand[] = [...ends, undefined].map((maxFen, place) => ({
  minFen: place === 0 ? 0 : (ends[place - 1] ?? 0) + 1,
  maxFen,
}));
