import type { PricedCustomer } from '@guanyi/domain/billing/price-policy';
import type { Connection } from '../client.ts';

/** What decides the price group of an organisation. */
export async function findCustomer(
  connection: Connection,
  organisationId: string,
): Promise<PricedCustomer | undefined> {
  const [row] = await connection.sql<PricedCustomer[]>`
    SELECT id AS "organisationId", kind, is_sme AS "isVerifiedSme" FROM organisations WHERE id = ${organisationId}`;
  return row;
}

/** The district that owns a lab; its staff book in the district's name. */
export async function findDistrictOfLab(connection: Connection, labId: string): Promise<string | undefined> {
  const [row] = await connection.sql<
    { districtId: string }[]
  >`SELECT district_id AS "districtId" FROM labs WHERE id = ${labId}`;
  return row?.districtId;
}
