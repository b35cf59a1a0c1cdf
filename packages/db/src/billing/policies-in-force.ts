import type { Form } from '@guanyi/domain/billing/price-policy';
import type { Connection } from '../client.ts';
import { instantToText } from '../columns.ts';
import { type PolicyRow, policyColumns, policyOf, type StoredPolicy } from './policies.ts';

/** The policies of several instruments in force at an instant, of every group, for lists that show prices. */
export async function findPoliciesInForce(
  connection: Connection,
  wanted: { instrumentIds: readonly string[]; form: Form; at: number },
): Promise<StoredPolicy[]> {
  const rows = await connection.sql<PolicyRow[]>`
    SELECT ${policyColumns(connection)} FROM instruments i
    JOIN price_policies p ON p.lab_id = i.lab_id AND p.instrument_id = i.id AND p.form = ${wanted.form}
    WHERE i.id = ANY(${wanted.instrumentIds as string[]}::uuid[]) AND p.effective @> ${instantToText(wanted.at)}::timestamptz`;
  return rows.map(policyOf);
}
