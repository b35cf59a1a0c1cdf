import { describe, expect, it } from 'vitest';
import { filesBelow } from './source-files.ts';

/** Whom a claim belongs to is of no interest to the search. Files that change what the search's projection is made of, and note it. */
const writers = [
  'packages/db/src/scheduling/claims.ts',
  'packages/db/src/scheduling/insert-bookings.ts',
  'packages/db/src/scheduling/suspended-claims.ts',
];

describe('the calendar', () => {
  it('is written only where the change is noted for the search', () => {
    const writing = filesBelow(['apps', 'packages'], /\.ts$/)
      .filter(
        (file) =>
          !file.path.endsWith('.test.ts') &&
          /(INSERT INTO|UPDATE|DELETE FROM) occupancy\b(?! SET claim_id)/.test(file.text),
      )
      .map((file) => file.path);
    expect(writing.sort()).toEqual(writers);
    for (const file of filesBelow(['packages/db/src/scheduling'], /\.ts$/).filter(({ path }) =>
      writers.includes(path),
    )) {
      expect(file.text, file.path).toMatch(/noteClaims|noteInstruments/);
    }
  });
});
