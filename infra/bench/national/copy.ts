import type { Writable } from 'node:stream';
import type { ReservedSql } from 'postgres';

/** A value in the text format of COPY; arrays become PostgreSQL arrays and objects JSON. */
export type CopyValue = string | number | boolean | null | readonly string[] | { readonly json: unknown };

/** Text is handed to the socket in pieces of about this size: many small writes cost more than the work. */
const pieceBytes = 256 * 1024;

/** Streams rows into a table. The caller awaits `flush` now and then, which is where a slow server slows the generator down. */
export interface CopyStream {
  /** Takes one finished line without its line end. */
  line(text: string): void;
  row(values: readonly CopyValue[]): void;
  /** Hands over what has gathered, when it is enough or `always`. */
  flush(always?: boolean): Promise<void>;
  /** Ends the COPY. @returns how many rows went in. */
  end(): Promise<number>;
}

export async function copyInto(sql: ReservedSql, table: string, columns: readonly string[]): Promise<CopyStream> {
  const stream: Writable = await sql.unsafe(`COPY ${table} (${columns.join(', ')}) FROM STDIN`).writable();
  let failure: Error | undefined;
  stream.on('error', (error: Error) => {
    failure = error;
  });
  let gathered: string[] = [];
  let length = 0;
  let rows = 0;
  const line = (text: string) => {
    gathered.push(text);
    length += text.length;
    rows += 1;
  };
  const flush = async (always = false) => {
    if (failure) throw failure;
    if (length === 0 || (!always && length < pieceBytes)) return;
    const piece = `${gathered.join('\n')}\n`;
    gathered = [];
    length = 0;
    if (!stream.write(piece)) await drained(stream);
  };
  return {
    line,
    row: (values) => line(values.map(encode).join('\t')),
    flush,
    async end() {
      await flush(true);
      await new Promise<void>((resolve, reject) => {
        stream.once('error', reject);
        stream.end((error?: Error | null) => (error ? reject(error) : resolve()));
      });
      if (failure) throw failure;
      return rows;
    },
  };
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      stream.off('error', failed);
      resolve();
    };
    const failed = (error: Error) => {
      stream.off('drain', done);
      reject(error);
    };
    stream.once('drain', done);
    stream.once('error', failed);
  });
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

export function encode(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if ('json' in value) return escapeText(JSON.stringify(value.json));
  return escapeText(`{${value.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`);
}

function escapeText(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character]!) : text;
}
