import type { Recorded } from './wire.ts';

/** Text that differs from one run of a transaction to the next, and what stands for it: SQL over a row of `bench.slot`. */
export type Varying = ReadonlyMap<string, string>;

const typeNames: Record<number, string> = {
  16: 'boolean',
  20: 'bigint',
  21: 'smallint',
  23: 'integer',
  25: 'text',
  700: 'real',
  701: 'double precision',
  1009: 'text[]',
  1043: 'text',
  1082: 'date',
  1184: 'timestamptz',
  1700: 'numeric',
  2950: 'uuid',
  1007: 'int[]',
  1016: 'bigint[]',
  2951: 'uuid[]',
  3614: 'tsvector',
  3615: 'tsquery',
  3802: 'jsonb',
  3910: 'tstzrange',
};

const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Turns recorded statements into a pgbench script that does the same with other rows. Known texts come from the row of
 * `bench.slot` with number `:k`; ids that the program made up are made from that number, the same in all statements of a run.
 * @param constants ids that stay as they are.
 */
export function pgbenchScript(
  statements: readonly Recorded[],
  varying: Varying,
  constants: readonly string[] = [],
): string {
  const madeUp = new Map<string, string>(constants.map((id) => [id, '']));
  return statements.map((statement) => `${substitute(statement, varying, madeUp)};`).join('\n');
}

function substitute({ sql, params, types }: Recorded, varying: Varying, madeUp: Map<string, string>): string {
  const oneLine = sql.replaceAll(/\s*\n\s*/g, ' ').trim();
  return oneLine.replaceAll(/\$(\d+)/g, (_match, digits: string) => {
    const index = Number(digits) - 1;
    const type = typeNames[types[index] ?? 0];
    if (type === undefined)
      throw new Error(`Type ${types[index]} of parameter ${digits} is not known here: ${oneLine}`);
    return `(${expression(params[index] ?? null, varying, madeUp)})::${type}`;
  });
}

function expression(value: string | null, varying: Varying, madeUp: Map<string, string>): string {
  if (value === null) return 'NULL';
  for (const [id] of varying.size > 0 ? value.matchAll(anyId) : []) {
    if (!varying.has(id) && !madeUp.has(id)) madeUp.set(id, `md5('${madeUp.size}-' || :k || :salt)::uuid`);
  }
  const replaced = [...varying, ...madeUp].filter(([text, sql]) => sql !== '' && value.includes(text));
  const [only] = replaced;
  if (!only) return literal(value);
  if (only[0] === value) return `SELECT ${only[1]} FROM bench.slot WHERE n = :k`;
  // One look-up and one `format`, however many pieces there are: the script must cost hardly more than the plain statement.
  let template = value.replaceAll('%', '%%');
  for (const [i, [text]] of replaced.entries()) template = template.replaceAll(text, `%${i + 1}$s`);
  const pieces = replaced.map(([, sql]) => sql).join(', ');
  return `SELECT format(${literal(template)}, ${pieces}) FROM bench.slot WHERE n = :k`;
}

/** A colon would look like a variable to pgbench, so it is written as an escape. */
function literal(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a').replaceAll('\n', '\\n');
  return `E'${escaped}'`;
}
