import type { Sql } from 'postgres';
import { besideNation } from '../harness/beside.ts';
import { largestLab, type Place, staffFor } from '../harness/desk.ts';
import { compareReads } from '../harness/reading.ts';
import type { Stand } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

const atATime = 1_000_000;

/** A district's charges, first page and filtered, among as many as the run was asked for; they stay for the next run. */
export const financeList: Measure = {
  name: 'financeList',
  async run(stand) {
    const money = await besideNation(stand, 'money', { scale: 0.01, bookings: 2_000 });
    try {
      const place = await largestLab(money.sql);
      const charges = await fillCharges(money, place);
      const { token } = await staffFor(money.sql, money.key, {
        role: 'finance',
        organisationId: place.districtId,
        labId: null,
      });
      const [one] = await money.sql<{ organisationId: string; month: string; nextMonth: string }[]>`
        SELECT organisation_id AS "organisationId", to_char(now() - interval '5 months', 'YYYY-MM-"01T00:00:00Z"') AS month,
          to_char(now() - interval '4 months', 'YYYY-MM-"01T00:00:00Z"') AS "nextMonth" FROM charges LIMIT 1`;
      const queries = [
        '',
        `organisationId=${one!.organisationId}`,
        `instrumentId=${place.instrumentId}`,
        'kind=damage',
      ];
      return [
        ...(await list(money, charges, 'first page and filtered', queries, token)),
        ...(await list(money, charges, 'one month', [`from=${one!.month}&until=${one!.nextMonth}`], token)),
      ];
    } finally {
      await money.sql.end({ timeout: 5 });
    }
  },
};

function list(money: Stand, charges: number, which: string, queries: readonly string[], token: string) {
  return compareReads(money, {
    name: `finance list over ${charges.toLocaleString('en')} charges, ${which}, p50`,
    what: 'a page of charges over HTTP',
    against: 'its SQL statements in pgbench, same connections',
    gate: { atMost: 3 },
    aim: '≤ 2',
    quantile: 'p50',
    requests: queries.map((query) => ({ method: 'GET', path: `/api/v1/charges?limit=20&${query}`, token })),
  });
}

/** Three years of charges, every second one of the district of the place; its rarest kind is one in ten thousand. @returns how many there are. */
async function fillCharges(stand: Stand, place: Place): Promise<number> {
  const { sql, size } = stand;
  const [row] = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM charges`;
  if (row!.count >= size.charges) return row!.count;
  // In one transaction, so that a run that is broken off leaves the indexes that it took away.
  await sql.begin((tx) => writeCharges(tx as unknown as Sql, stand, place, row!.count));
  await sql`VACUUM (ANALYZE) charges`;
  return size.charges;
}

async function writeCharges(sql: Sql, { size, people, say }: Stand, place: Place, from: number): Promise<void> {
  let count = from;
  const indexes = await sql<{ name: string; definition: string }[]>`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'charges'
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)`;
  for (const { name } of indexes) await sql`DROP INDEX ${sql(name)}`;
  while (count < size.charges) {
    const many = Math.min(atATime, size.charges - count);
    await sql`
      WITH place AS MATERIALIZED (
        SELECT lab_id, district_id, id, row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS all FROM instruments),
      own AS MATERIALIZED (
        SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS all FROM instruments WHERE lab_id = ${place.labId}),
      customer AS MATERIALIZED (
        SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS all FROM organisations WHERE id <> ${people.organisationId})
      INSERT INTO charges (lab_id, id, payee_id, organisation_id, instrument_id, kind, usage_record_id, lines, subtotal_fen, tax_fen,
        total_fen, occurred_at, created_at, updated_at)
      SELECT lab_id, gen_random_uuid(), payee_id, organisation_id, instrument_id, kind, CASE kind WHEN 'usage' THEN gen_random_uuid() END,
        jsonb_build_array(jsonb_build_object('kind', 'time', 'quantity', 60, 'unit', 'minute', 'unitPriceFen', fen, 'amountFen', fen,
          'taxCategory', 'vat6', 'taxFen', 0)), fen, 0, fen, at - interval '2 hours', at, at
      FROM (
        SELECT CASE WHEN own.id IS NULL THEN place.lab_id ELSE ${place.labId}::uuid END AS lab_id,
          CASE WHEN own.id IS NULL THEN place.district_id ELSE ${place.districtId}::uuid END AS payee_id,
          coalesce(own.id, place.id) AS instrument_id, customer.id AS organisation_id, 1000 + n % 90000 AS fen,
          CASE WHEN n % 10000 = 0 THEN 'damage' WHEN n % 20 = 1 THEN 'deposit' ELSE 'usage' END AS kind,
          now() - interval '3 years' * (1 - n::float8 / ${size.charges}::int) AS at
        FROM generate_series(${count}::int, ${count + many - 1}::int) n
        JOIN place ON place.nth = n % place.all
        JOIN customer ON customer.nth = n % customer.all
        LEFT JOIN own ON n % 2 = 0 AND own.nth = n % own.all
      ) charge`;
    count += many;
    say(`  ${count.toLocaleString('en')} charges written`);
  }
  for (const { definition } of indexes) await sql.unsafe(definition);
}
