import type { Discipline, InstrumentFields } from '@guanyi/domain/catalogue/instrument';
import type { Reach } from '@guanyi/domain/identity/reach';
import { and, eq, sql as expression, inArray } from 'drizzle-orm';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import { noteInstruments } from '../projection/notes.ts';
import { withinReach } from '../reach.ts';
import { instruments } from './tables.ts';

type Row = typeof instruments.$inferSelect;
export type NewInstrumentRow = typeof instruments.$inferInsert;

/** An instrument as commands change it. */
export type StoredInstrument = Omit<Row, 'disciplines' | 'searchTokens' | 'searchText'> & { disciplines: Discipline[] };

/** What an instrument copies from its lab, so that a search touches one table. */
export interface LabCopies {
  labId: string;
  districtId: string;
  region: string;
  labLevel: string;
  alliances: string[];
  accreditations: string[];
  disciplines: Discipline[];
  zone: string;
  isBsl3: boolean;
  /** Names by which people look for the lab. */
  names: string[];
  /** Credit code of the district that owns the lab. */
  uscc: string;
}

/** The lab, if the caller may change what belongs to it. */
export async function findLabCopies(
  connection: Connection,
  reach: Reach,
  labId: string,
): Promise<LabCopies | undefined> {
  const visible = withinReach(connection, reach, { labId: 'l.id', districtId: 'l.district_id' });
  const [row] = await connection.sql<LabCopies[]>`
    SELECT l.id AS "labId", l.district_id AS "districtId", l.region, l.level AS "labLevel", l.alliances, l.accreditations, l.disciplines, l.zone,
      l.is_bsl3 AS "isBsl3", array_remove(ARRAY[l.name_zh, l.name_en, l.city], NULL) AS names, o.uscc
    FROM labs l JOIN organisations o ON o.id = l.district_id
    WHERE l.id = ${labId} AND ${visible}`;
  return row;
}

/** An instrument that the caller may change, locked. */
export async function loadInstrumentForUpdate(
  tx: Tx,
  reach: Reach,
  instrumentId: string,
): Promise<StoredInstrument | undefined> {
  const [mine] = await tx.sql<{ labId: string }[]>`
    SELECT lab_id AS "labId" FROM instruments
    WHERE id = ${instrumentId} AND ${withinReach(tx, reach, { labId: 'lab_id', districtId: 'district_id' })}`;
  if (!mine) return undefined;
  const [row] = await tx.db
    .select()
    .from(instruments)
    .where(and(eq(instruments.labId, mine.labId), eq(instruments.id, instrumentId)))
    .for('update');
  return row as StoredInstrument | undefined;
}

/** @returns the ids of those added; an asset number that the lab has already adds nothing. */
export async function insertInstruments(tx: Tx, rows: readonly NewInstrumentRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const added = await tx.db
    .insert(instruments)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: instruments.id, labId: instruments.labId });
  await noteInstruments(
    tx,
    added.map(({ id, labId }) => ({ labId, instrumentId: id })),
  );
  return added.map((row) => row.id);
}

/** What a change of facts writes: the facts and all that follows from them. */
export type ChangedFacts = Partial<InstrumentFields> &
  Pick<NewInstrumentRow, 'classEdition' | 'suggestedClassCode' | 'isIncomplete' | 'searchTokens' | 'searchText'> & {
    sourceFacts?: Record<string, string> | null;
  };

/** Writes changed facts. @throws a unique violation of `instruments_asset_number_key` when another has that asset number. */
export async function updateInstrumentFacts(
  tx: Tx,
  at: { labId: string; id: string; now: number },
  changes: ChangedFacts,
): Promise<void> {
  await tx.db
    .update(instruments)
    .set({ ...changes, version: expression`${instruments.version} + 1`, updatedAt: at.now })
    .where(and(eq(instruments.labId, at.labId), eq(instruments.id, at.id)));
  await noteInstruments(tx, [{ labId: at.labId, instrumentId: at.id }]);
}

export async function retireInstrument(tx: Tx, at: { labId: string; id: string; now: number }): Promise<void> {
  await tx.sql`
    UPDATE instruments SET status = 'retired', version = version + 1, updated_at = ${instantToText(at.now)}
    WHERE lab_id = ${at.labId} AND id = ${at.id}`;
  await noteInstruments(tx, [{ labId: at.labId, instrumentId: at.id }]);
}

/** Keeps the copies of what is offered, by which searches filter. */
export async function refreshOfferedCopies(tx: Tx, labId: string, instrumentId: string, now: number): Promise<void> {
  await tx.sql`
    UPDATE instruments SET updated_at = ${instantToText(now)},
      modes = (SELECT coalesce(array_agg(mode ORDER BY array_position(ARRAY['rent', 'loan', 'equity'], mode)), '{}')
        FROM offerings WHERE lab_id = ${labId} AND instrument_id = ${instrumentId}),
      forms = (SELECT coalesce((SELECT forms FROM offerings WHERE lab_id = ${labId} AND instrument_id = ${instrumentId} AND mode = 'rent'), '{}'))
    WHERE lab_id = ${labId} AND id = ${instrumentId}`;
  await noteInstruments(tx, [{ labId, instrumentId }]);
}

/** The lab's instruments under these asset numbers, locked in order of their ids so that two imports cannot deadlock. */
export async function loadByAssetNumbers(
  tx: Tx,
  labId: string,
  assetNumbers: readonly string[],
): Promise<StoredInstrument[]> {
  const rows = await tx.db
    .select()
    .from(instruments)
    .where(and(eq(instruments.labId, labId), inArray(instruments.assetNumber, [...assetNumbers])))
    .orderBy(instruments.id)
    .for('update');
  return rows as StoredInstrument[];
}

/** A claim that would be broken by taking the instrument away. */
export interface FutureClaim {
  id: string;
  kind: string;
  from: number;
  until: number;
}

const listedClaims = 100;

/** Claims that are under way or to come: all but lapsed holds, the first hundred in order of time. */
export async function findFutureClaims(
  tx: Tx,
  labId: string,
  instrumentId: string,
  now: number,
): Promise<FutureClaim[]> {
  const at = instantToText(now);
  const rows = await tx.sql<{ id: string; kind: string; from: number; until: number | null }[]>`
    SELECT o.claim_id AS id, o.kind,
      (extract(epoch FROM coalesce(b.from_at, lower(o.during))) * 1000)::float8 AS "from",
      (extract(epoch FROM coalesce(b.until_at, upper(o.during))) * 1000)::float8 AS "until"
    FROM occupancy o LEFT JOIN bookings b ON b.lab_id = o.lab_id AND b.id = o.claim_id
    WHERE o.lab_id = ${labId} AND o.instrument_id = ${instrumentId} AND o.active
      AND (upper_inf(o.during) OR upper(o.during) > ${at}) AND (o.expires_at IS NULL OR o.expires_at > ${at})
    ORDER BY lower(o.during) LIMIT ${listedClaims}`;
  return rows.map((row) => ({ ...row, until: row.until ?? Number.POSITIVE_INFINITY }));
}
