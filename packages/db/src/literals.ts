import type { Fragment, Sql } from 'postgres';

/**
 * How many rows to read, written into the statement instead of beside it. A statement that is planned for any number is planned for a
 * tenth of all rows there are, and then sorts and joins a hundred thousand to show twenty.
 * @param rows a whole number that the contract bounds, since each makes a statement of its own.
 */
export function count(sql: Sql, rows: number): Fragment {
  if (!Number.isSafeInteger(rows) || rows < 0) throw new RangeError(`${rows} is no number of rows.`);
  return sql.unsafe(String(rows)) as unknown as Fragment;
}

/**
 * A word of a closed list, such as a kind or a status, written into the statement: only then can a partial index be chosen for it.
 * @throws RangeError for anything but letters.
 */
export function word(sql: Sql, text: string): Fragment {
  if (!/^[A-Za-z]+$/.test(text)) throw new RangeError('Only a word of a list of ours may be written into a statement.');
  return sql.unsafe(`'${text}'`) as unknown as Fragment;
}
