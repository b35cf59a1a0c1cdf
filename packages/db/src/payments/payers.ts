import type { Connection } from '../client.ts';

export interface Payer {
  id: string;
  nameZh: string;
}

/** An organisation that money may come from, whoever asks: customers belong to no district. */
export async function findPayer(connection: Connection, organisationId: string): Promise<Payer | undefined> {
  const [row] = await connection.sql<Payer[]>`
    SELECT id, name_zh AS "nameZh" FROM organisations WHERE id = ${organisationId}`;
  return row;
}

/** Organisations whose Chinese name is one of those given, letter by letter. */
export async function findPayersByName(connection: Connection, names: readonly string[]): Promise<Payer[]> {
  return connection.sql<Payer[]>`
    SELECT id, name_zh AS "nameZh" FROM organisations WHERE name_zh = ANY(${names as string[]})`;
}
