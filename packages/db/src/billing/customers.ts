import type { PricedCustomer } from '@guanyi/domain/billing/price-policy';
import type { Connection } from '../client.ts';

/** What decides the price group of an organisation. */
export async function findPricedCustomer(
  connection: Connection,
  organisationId: string,
): Promise<PricedCustomer | undefined> {
  const [row] = await connection.sql<PricedCustomer[]>`
    SELECT id AS "organisationId", kind, is_sme AS "isVerifiedSme" FROM organisations WHERE id = ${organisationId}`;
  return row;
}
