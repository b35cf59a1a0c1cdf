import type { Locale } from '@guanyi/messages/notification-text';

/**
 * A document ready to be set: which template, and all its texts in the reader's language. Made by pure functions
 * `render…(payload, locale)`; the same payload gives the same document, and the same document the same bytes.
 */
export interface PdfDocument {
  /** A Typst file below packages/documents/src, such as `statements/statement.typ`. It reads the data by `frame.typ`. */
  readonly template: `${string}.typ`;
  readonly data: DocumentFrame & Readonly<Record<string, unknown>>;
  /** When the document came into being, epoch milliseconds: never the time at which it is printed. */
  readonly at: number;
}

/** What every document has: `frame.typ` draws it. */
export interface DocumentFrame {
  readonly lang: Locale;
  readonly title: string;
  readonly number: string;
  /** Who issues it, beside the number at the head of each page. */
  readonly issuer: string;
  /** Numbered pages, with `{page}` and `{pages}` where the figures go. */
  readonly pageOf: string;
  /** Printed across the page, for what is not valid: a draft, a void statement. */
  readonly watermark?: string;
}
