import type { Connection } from '../client.ts';

/** What the rows of a file of uses name, by the names that they use. */
export interface ImportTargets {
  bookings: ReadonlyMap<string, string>;
  instruments: ReadonlyMap<string, string>;
  customers: ReadonlyMap<string, string>;
}

/** Finds bookings and instruments of a lab, and organisations, by their numbers and codes. */
export async function findImportTargets(
  { sql }: Connection,
  labId: string,
  named: { bookingNumbers: string[]; assetNumbers: string[]; customerCodes: string[] },
): Promise<ImportTargets> {
  type Pair = { name: string; id: string };
  const bookings = await sql<Pair[]>`
    SELECT number AS name, id FROM bookings WHERE lab_id = ${labId} AND number = ANY(${named.bookingNumbers})`;
  const instruments = await sql<Pair[]>`
    SELECT asset_number AS name, id FROM instruments WHERE lab_id = ${labId} AND asset_number = ANY(${named.assetNumbers})`;
  const customers = await sql<Pair[]>`
    SELECT uscc AS name, id FROM organisations WHERE uscc = ANY(${named.customerCodes})`;
  const byName = (rows: readonly Pair[]) => new Map(rows.map((row) => [row.name, row.id]));
  return { bookings: byName(bookings), instruments: byName(instruments), customers: byName(customers) };
}

/** The zone of a lab's wall clock. */
export async function findLabZone({ sql }: Connection, labId: string): Promise<string> {
  const [row] = await sql<{ zone: string }[]>`SELECT zone FROM labs WHERE id = ${labId}`;
  if (!row) throw new Error(`Lab ${labId} is gone.`);
  return row.zone;
}
