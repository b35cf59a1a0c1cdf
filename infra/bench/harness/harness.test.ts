import { describe, expect, it } from 'vitest';
import { compare, median } from './pairs.ts';
import { pgbenchScript } from './script.ts';

describe('pairs', () => {
  it('run A and B in turn and give the median of the ratios', async () => {
    const order: string[] = [];
    const values = { a: [10, 40, 30], b: [10, 10, 10] };
    const side = (name: 'a' | 'b') => async () => {
      order.push(name);
      return values[name].shift()!;
    };
    const compared = await compare(3, side('a'), side('b'));
    expect(order.join('')).toBe('ababab');
    expect(compared.ratio).toBe(3);
    expect(compared.isNoisy).toBe(true);
  });

  it('run again when one side got nothing done, which has no ratio', async () => {
    const values = { a: [0, 20], b: [5, 10] };
    const compared = await compare(
      1,
      async () => values.a.shift()!,
      async () => values.b.shift()!,
    );
    expect(compared.pairs.map(({ a, b }) => [a, b])).toEqual([[20, 10]]);
    await expect(
      compare(
        1,
        async () => 0,
        async () => 1,
      ),
    ).rejects.toThrow('nothing done');
  });
  it('know the median of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe('a pgbench script of recorded statements', () => {
  const instrument = '018ae6d1-70aa-75aa-8869-00000000aa9b';
  const madeUp = '01a209ff-1a58-757a-98d2-73fd039793a7';
  const varying = new Map([[instrument, 'instrument_id']]);

  it('looks up what varies and keeps what does not, with colons that are no variables', () => {
    const statement = { sql: 'SELECT $1, $2', params: [instrument, '2026-01-01T00:00Z'], types: [2950, 1184] };
    expect(pgbenchScript([statement], varying)).toBe(
      "SELECT (SELECT instrument_id FROM bench.slot WHERE n = :k)::uuid, (E'2026-01-01T00\\x3a00Z')::timestamptz;",
    );
  });

  it('makes up an id once for all statements of a run', () => {
    const statements = ['a', 'b'].map((table) => ({
      sql: `INSERT INTO ${table} VALUES ($1)`,
      params: [madeUp],
      types: [2950],
    }));
    const made = "(SELECT md5('0-' || :k || :salt)::uuid FROM bench.slot WHERE n = :k)::uuid";
    expect(pgbenchScript(statements, varying)).toBe(`INSERT INTO a VALUES (${made});\nINSERT INTO b VALUES (${made});`);
  });

  it('fills a text with several pieces in one look-up', () => {
    const statement = { sql: 'SELECT $1', params: [`{"a":"${instrument}","b":"${madeUp}","c":"100%"}`], types: [3802] };
    expect(pgbenchScript([statement], varying)).toContain(
      `SELECT format(E'{"a"\\x3a"%1$s","b"\\x3a"%2$s","c"\\x3a"100%%"}', instrument_id, md5('0-' || :k || :salt)::uuid) FROM`,
    );
  });
});
