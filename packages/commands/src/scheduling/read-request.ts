import type { Connection } from '@guanyi/db/client';
import { findRequestFacts, type RequestCustomer, type RequestFacts } from '@guanyi/db/scheduling/facts';
import type { Form } from '@guanyi/domain/billing/price-policy';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Window } from '@guanyi/domain/kernel/window';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface AskedFor {
  instrumentId: string;
  form: Form;
  window: Window;
  /** The customer that the caller names, if any. */
  onBehalfOf?: string | undefined;
  quoteId?: string | undefined;
  projectCode?: string | undefined;
}

/**
 * Reads what a request depends on, for the customer for whom it is made: the named organisation if the caller may act for
 * it, else the caller's own. Lab staff act for any customer, and in the name of their district when they name none.
 */
export async function readRequest(
  connection: Connection,
  { reach }: CommandContext,
  asked: AskedFor,
): Promise<Outcome<RequestFacts>> {
  const isStaff = reach.labIds.length > 0;
  const { onBehalfOf } = asked;
  if (onBehalfOf !== undefined && !isStaff && !reach.organisationIds.includes(onBehalfOf)) return refuse('not-found');
  const facts = await findRequestFacts(connection, {
    instrumentId: asked.instrumentId,
    form: asked.form,
    window: asked.window,
    userId: reach.userId ?? null,
    organisationId: onBehalfOf ?? reach.organisationIds[0] ?? null,
    labId: reach.labIds[0] ?? null,
    quoteId: asked.quoteId ?? null,
    projectCode: asked.projectCode ?? null,
  });
  if (!facts || (onBehalfOf !== undefined && !facts.customer)) return refuse('not-found');
  return done(facts);
}

/**
 * The customer, without whom nothing can be booked. Lab staff occupy instruments of their own lab only, in whose name
 * ever; those of another lab are there for its own staff and for customers.
 */
export function customerOf(reach: Reach, { customer, instrument }: RequestFacts): Outcome<RequestCustomer> {
  if (!customer) return refuse('organisation-required');
  const mayAct = reach.organisationIds.includes(customer.organisationId) || reach.labIds.includes(instrument.labId);
  return mayAct ? done(customer) : refuse('not-found');
}
