import { findLabCopies, loadInstrumentForUpdate, refreshOfferedCopies } from '@guanyi/db/catalogue/instruments';
import { deleteOffering, listOfferings, putOffering as put, type StoredOffering } from '@guanyi/db/catalogue/offerings';
import type { Tx } from '@guanyi/db/client';
import type { Form } from '@guanyi/domain/billing/price-policy';
import { type Eligibility, judgeOffering, type Mode } from '@guanyi/domain/catalogue/offering';
import { unitTypeOf } from '@guanyi/domain/kernel/uscc';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface OfferingTerms {
  instrumentId: string;
  mode: Mode;
  forms: Form[];
  approval: 'auto' | 'chain';
  eligibility: Eligibility;
  depositFen: number | null;
  ifMatch: number | undefined;
}

/** Offers an instrument for rent, loan or equity, or changes the terms. The owner's kind and the instrument's state gate the mode. */
export async function putOffering(
  tx: Tx,
  context: CommandContext,
  terms: OfferingTerms,
): Promise<Outcome<StoredOffering>> {
  const stored = await loadInstrumentForUpdate(tx, context.reach, terms.instrumentId);
  const lab = stored && (await findLabCopies(tx, context.reach, stored.labId));
  if (!stored || !lab) return refuse('not-found');
  const key = { labId: stored.labId, instrumentId: stored.id };
  const current = await offeringOf(tx, key, terms.mode);
  if (terms.ifMatch !== undefined && terms.ifMatch !== current?.version) {
    return refuse('version-mismatch', { details: { version: current?.version } });
  }
  const forms = terms.mode === 'rent' ? [...new Set(terms.forms)] : [];
  const refusal = judgeOffering(
    { mode: terms.mode, forms, eligibility: terms.eligibility },
    {
      isRetired: stored.status === 'retired',
      isValueKnown: stored.originalValueFen !== null,
      isBsl3: lab.isBsl3,
      unitType: unitTypeOf(lab.uscc),
    },
  );
  if (refusal) {
    const { code, errors, rule, reference } = refusal;
    return refuse(code, { errors, details: { rule, ...(reference ? { reference } : {}) } });
  }
  await put(tx, key, { ...terms, forms }, context.now);
  await refreshOfferedCopies(tx, stored.labId, stored.id, context.now);
  const offering = await offeringOf(tx, key, terms.mode);
  if (!offering) throw new Error(`The ${terms.mode} offering of ${stored.id} is gone within its own transaction.`);
  return done(offering);
}

/** Stops offering a mode. Claims already made stay. */
export async function withdrawOffering(
  tx: Tx,
  context: CommandContext,
  { instrumentId, mode, ifMatch }: { instrumentId: string; mode: Mode; ifMatch: number | undefined },
): Promise<Outcome<null>> {
  const stored = await loadInstrumentForUpdate(tx, context.reach, instrumentId);
  if (!stored) return refuse('not-found');
  const key = { labId: stored.labId, instrumentId };
  const current = await offeringOf(tx, key, mode);
  if (!current) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== current.version) {
    return refuse('version-mismatch', { details: { version: current.version } });
  }
  await deleteOffering(tx, key, mode);
  await refreshOfferedCopies(tx, stored.labId, instrumentId, context.now);
  return done(null);
}

async function offeringOf(
  tx: Tx,
  key: { labId: string; instrumentId: string },
  mode: Mode,
): Promise<StoredOffering | undefined> {
  return (await listOfferings(tx, key)).find((offering) => offering.mode === mode);
}
