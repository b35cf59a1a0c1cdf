import type { JournalEntry } from '@guanyi/db/ledger/journal';
import { withGuard } from '@guanyi/domain/catalogue/import-row';
import { formatFen } from '@guanyi/domain/kernel/money';
import { stringify } from 'csv-stringify/sync';

/** Tells spreadsheets that the file is UTF-8. */
const byteOrderMark = '\uFEFF';

/** Words of the reader's language. */
export interface JournalWords {
  kind(kind: string): string;
  account(account: JournalEntry['debit']): string;
}

/** A journal as CSV in parts: one line a transfer, amounts in yuan, cells that a spreadsheet would take for formulas made harmless. */
export async function* writeJournal(
  chunks: AsyncIterable<readonly JournalEntry[]>,
  head: readonly string[],
  words: JournalWords,
): AsyncGenerator<string> {
  yield byteOrderMark + stringify([[...head]]);
  for await (const entries of chunks) yield stringify(entries.map((entry) => cellsOf(entry, words)));
}

function cellsOf(entry: JournalEntry, words: JournalWords): string[] {
  const texts = [
    entry.day,
    words.kind(entry.kind),
    entry.reference,
    words.account(entry.debit),
    words.account(entry.credit),
    formatFen(entry.amountFen).replaceAll(',', ''),
    entry.state,
    entry.id,
  ];
  return texts.map(withGuard);
}
