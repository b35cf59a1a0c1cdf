import { compare } from '../harness/pairs.ts';
import { pgbench, runPgbench } from '../harness/pgbench.ts';
import { type Stand, slotsForRun } from '../harness/stand.ts';
import type { Measure } from './measure.ts';
import { nextSlot } from './record-booking.ts';

const connections = 32;

/** What safety costs: taking a time in the guarded calendar against inserting it into the same table without a guard. */
export const claim: Measure = {
  name: 'claim',
  async run(stand) {
    const measured = {
      name: 'booking statement',
      what: 'a claim into the guarded calendar',
      against: 'an insert into the same table without the exclusion constraint',
      gate: { atLeast: 0.55 },
      aim: '≥ 0.7',
      faults: [],
    };
    if (!pgbench) return [{ ...measured, skipped: 'pgbench is not installed' }];
    await makeUnguarded(stand);
    try {
      const compared = await compare(
        stand.size.pairs,
        () => insert(stand, 'occupancy'),
        () => insert(stand, 'bench.unguarded'),
      );
      return [{ ...measured, compared }];
    } finally {
      await stand.sql`DELETE FROM occupancy WHERE kind = 'openDay' AND organisation_id = ${stand.people.organisationId}`;
      await stand.sql`DROP TABLE bench.unguarded`;
    }
  },
};

/** A copy of the calendar as it stands, with all of its indexes and keys but the one that guards it. */
async function makeUnguarded({ sql }: Stand): Promise<void> {
  await sql`DROP TABLE IF EXISTS bench.unguarded`;
  await sql`CREATE TABLE bench.unguarded (LIKE occupancy INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`;
  await sql`INSERT INTO bench.unguarded SELECT * FROM occupancy`;
  await sql`ALTER TABLE bench.unguarded ADD PRIMARY KEY (lab_id, id)`;
  await sql`ALTER TABLE bench.unguarded ADD FOREIGN KEY (lab_id, instrument_id) REFERENCES instruments (lab_id, id)`;
  const indexes = await sql<{ definition: string }[]>`
    SELECT indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'occupancy'
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname AND contype IN ('p', 'x'))`;
  for (const { definition } of indexes) {
    await sql.unsafe(definition.replace(/INDEX (\S+) ON public\.occupancy/, 'INDEX unguarded_$1 ON bench.unguarded'));
  }
  await sql`VACUUM ANALYZE bench.unguarded`;
}

/** @returns rows inserted a second. */
async function insert(stand: Stand, table: string): Promise<number> {
  const { first } = await stand.takeSlots(slotsForRun(stand.size));
  const conflict = table === 'occupancy' ? 'ON CONFLICT DO NOTHING RETURNING id' : '';
  const script = `${nextSlot}
    INSERT INTO ${table} (lab_id, id, instrument_id, during, kind, active, claim_id, organisation_id, user_id, created_at)
    SELECT lab_id, md5('c' || :k || :salt)::uuid, instrument_id,
      tstzrange(occupied_from_text::timestamptz, occupied_until_text::timestamptz, '[)'), 'openDay', true, md5('c' || :k || :salt)::uuid,
      '${stand.people.organisationId}', user_id, now()
    FROM bench.slot WHERE n = :k ${conflict};`;
  const result = await runPgbench({
    databaseUrl: stand.databaseUrl,
    scripts: [script],
    connections,
    seconds: stand.size.seconds,
    variables: { first, clients: connections, turn: 0, salt: Math.floor(Math.random() * 1e9) },
  });
  // The same stretch of slots may come again in a later run, and would then be taken.
  await stand.sql`DELETE FROM occupancy WHERE kind = 'openDay' AND organisation_id = ${stand.people.organisationId}`;
  return result.perSecond;
}
