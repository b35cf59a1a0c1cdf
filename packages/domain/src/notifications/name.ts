/** A name in both languages, as a notice keeps it. */
export interface Name {
  readonly zh: string;
  readonly en?: string;
}
