import { findLabCopies, insertInstruments } from '@guanyi/db/catalogue/instruments';
import { findClass, loadDisciplineNames } from '@guanyi/db/catalogue/vocabulary-queries';
import type { Tx } from '@guanyi/db/client';
import type { InstrumentFields } from '@guanyi/domain/catalogue/instrument';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type CodeNames, consequencesOf, copiesOf } from './describe.ts';

export interface NewInstrument extends InstrumentFields {
  labId: string;
}

/** Adds an instrument to a lab. The asset number is unique in the lab; the class must be one of its scheme. */
export async function createInstrument(
  tx: Tx,
  context: CommandContext,
  { labId, ...fields }: NewInstrument,
): Promise<Outcome<{ id: string }>> {
  const lab = await findLabCopies(tx, context.reach, labId);
  if (!lab) return refuse('not-found');
  const names = await codeNames(tx, fields);
  if (!names) return refuse('unknown-class-code', { errors: [{ pointer: '/classCode', code: 'unknown-class-code' }] });
  const id = newId();
  const added = await insertInstruments(tx, [
    {
      ...fields,
      ...copiesOf(lab),
      ...consequencesOf(fields, null, names, lab),
      id,
      modes: [],
      forms: [],
      createdAt: context.now,
      updatedAt: context.now,
    },
  ]);
  if (added.length === 0) {
    return refuse('already-exists', { errors: [{ pointer: '/assetNumber', code: 'already-exists' }] });
  }
  return done({ id });
}

/** @returns undefined when the scheme has no such class. */
export async function codeNames(
  tx: Tx,
  fields: Pick<InstrumentFields, 'classScheme' | 'classCode' | 'disciplines'>,
): Promise<CodeNames | undefined> {
  const found = await findClass(tx, fields.classScheme, fields.classCode);
  if (!found) return undefined;
  const disciplines = await loadDisciplineNames(tx);
  return {
    edition: found.edition,
    classNames: found.names,
    disciplineNames: fields.disciplines.flatMap((code) => disciplines.get(code) ?? []),
  };
}
