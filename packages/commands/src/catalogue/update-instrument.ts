import { findLabCopies, loadInstrumentForUpdate, updateInstrumentFacts } from '@guanyi/db/catalogue/instruments';
import type { Tx } from '@guanyi/db/client';
import { isRefusedBy } from '@guanyi/db/errors';
import type { InstrumentFields } from '@guanyi/domain/catalogue/instrument';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { announceRules, followRules } from '../scheduling/judge-claims-ahead.ts';
import { codeNames } from './create-instrument.ts';
import { consequencesOf } from './describe.ts';

export interface InstrumentChange {
  instrumentId: string;
  /** Only what changes; null empties a field. */
  changes: Partial<InstrumentFields>;
  ifMatch: number | undefined;
}

/** Changes facts of an instrument. Stating the class settles a proposed one. */
export async function updateInstrument(
  tx: Tx,
  context: CommandContext,
  { instrumentId, changes, ifMatch }: InstrumentChange,
): Promise<Outcome<{ id: string }>> {
  const stored = await loadInstrumentForUpdate(tx, context.reach, instrumentId);
  if (!stored) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== stored.version) {
    return refuse('version-mismatch', { details: { version: stored.version } });
  }
  if (stored.status === 'retired') return refuse('state-conflict', { details: { currentStatus: 'retired' } });
  const lab = await findLabCopies(tx, context.reach, stored.labId);
  if (!lab) return refuse('not-found');
  const fields: InstrumentFields = { ...stored, ...changes };
  const names = await codeNames(tx, fields);
  if (!names) return refuse('unknown-class-code', { errors: [{ pointer: '/classCode', code: 'unknown-class-code' }] });
  const suggested = changes.classCode === undefined ? stored.suggestedClassCode : null;
  try {
    const at = { labId: stored.labId, id: stored.id, now: context.now };
    await updateInstrumentFacts(tx, at, { ...changes, ...consequencesOf(fields, suggested, names, lab) });
  } catch (error) {
    if (!isRefusedBy(error, 'instruments_asset_number_key')) throw error;
    return refuse('already-exists', { errors: [{ pointer: '/assetNumber', code: 'already-exists' }] });
  }
  // Customs supervision bars purposes, another zone moves the opening hours: both change what may be booked.
  if (changes.customsSupervisedUntil !== undefined || changes.zone !== undefined) {
    await followRules(tx, context, stored);
    await announceRules(tx, context, stored);
  }
  return done({ id: stored.id });
}
