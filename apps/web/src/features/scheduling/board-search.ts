/** The state of the board, as it stands in the address. */
export interface BoardSearch {
  lab?: string | undefined;
  /** Any day of what is shown. */
  day?: string | undefined;
  span?: 'week' | undefined;
  hours?: 'all' | undefined;
  words?: string | undefined;
  booking?: string | undefined;
}
