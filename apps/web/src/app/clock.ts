/**
 * The time of the server, as far as its answers have told. A device with a wrong clock would otherwise offer yesterday's
 * slots and count a hold down to the wrong second.
 */
let offsetMs = 0;

/** Epoch milliseconds now, by the server's clock. */
export function now(): number {
  return Date.now() + offsetMs;
}

/** Takes the time from an answer. Differences below two seconds are the age of the answer, not of the clock. */
export function learnServerTime(answer: Response): void {
  const difference = Date.parse(answer.headers.get('Date') ?? '') - Date.now();
  if (Number.isFinite(difference) && Math.abs(difference - offsetMs) > 2000) offsetMs = difference;
}
