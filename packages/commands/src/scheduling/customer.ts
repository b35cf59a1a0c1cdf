import type { Tx } from '@guanyi/db/client';
import { findCustomer, findDistrictOfLab } from '@guanyi/db/identity/customers';
import type { PricedCustomer } from '@guanyi/domain/billing/price-policy';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

/**
 * For whom a request is made: the named organisation if the caller may act for it, else the caller's own.
 * Lab staff act for any customer, and in the name of their district when they name none.
 */
export async function customerOf(
  tx: Tx,
  context: CommandContext,
  onBehalfOf: string | undefined,
): Promise<Outcome<PricedCustomer>> {
  const { organisationIds, labIds } = context.reach;
  const isStaff = labIds.length > 0;
  if (onBehalfOf !== undefined && !isStaff && !organisationIds.includes(onBehalfOf)) return refuse('not-found');
  const organisationId =
    onBehalfOf ?? organisationIds[0] ?? (labIds[0] ? await findDistrictOfLab(tx, labIds[0]) : undefined);
  if (organisationId === undefined) return refuse('organisation-required');
  const customer = await findCustomer(tx, organisationId);
  return customer ? done(customer) : refuse('not-found');
}
