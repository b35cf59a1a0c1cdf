/** The state of the board, as it stands in the address. */
export interface BoardSearch {
  lab?: string | undefined;
  /** Any day of what is shown. */
  day?: string | undefined;
  span?: BoardSpan | undefined;
  /** Nothing but the board, for a screen on a wall. */
  wall?: true | undefined;
  hours?: 'all' | undefined;
  words?: string | undefined;
  room?: string | undefined;
  /** A code of the instrument classes. */
  category?: string | undefined;
  booking?: string | undefined;
}

/** A day is shown unless said otherwise. */
export const boardSpans = ['week', 'month'] as const;
export type BoardSpan = (typeof boardSpans)[number];
