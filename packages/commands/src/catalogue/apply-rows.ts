import {
  findLabCopies,
  insertInstruments,
  type LabCopies,
  loadByAssetNumbers,
  type NewInstrumentRow,
  type StoredInstrument,
  updateInstrumentFacts,
} from '@guanyi/db/catalogue/instruments';
import { classKey, loadClasses, loadDisciplineNames } from '@guanyi/db/catalogue/vocabulary-queries';
import type { Tx } from '@guanyi/db/client';
import { unclassified } from '@guanyi/domain/catalogue/classification';
import { planRow, type RowPlan } from '@guanyi/domain/catalogue/import-plan';
import type { DraftRow, ReadRow } from '@guanyi/domain/catalogue/import-row';
import type { InstrumentFields } from '@guanyi/domain/catalogue/instrument';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';
import { type CodeNames, consequencesOf, copiesOf } from './describe.ts';

export interface AppliedRows {
  created: number;
  updated: number;
  unchanged: number;
  rejected: Extract<ReadRow, { ok: false }>[];
}

interface Rows {
  labId: string;
  dryRun: boolean;
  rows: readonly ReadRow[];
}

/** Brings the lab's catalogue to what the rows say. With `dryRun` it only counts. */
export async function applyRows(tx: Tx, context: CommandContext, { labId, dryRun, rows }: Rows): Promise<AppliedRows> {
  const lab = await findLabCopies(tx, context.reach, labId);
  if (!lab) throw new Error(`Lab ${labId} is gone while a register is imported into it.`);
  const applied: AppliedRows = { created: 0, updated: 0, unchanged: 0, rejected: rows.filter((row) => !row.ok) };
  const names = await namesOf(tx);
  let drafts = rows.flatMap((row) => (row.ok ? [row.draft] : []));
  while (drafts.length > 0) {
    const known = await knownByAssetNumber(tx, labId, drafts);
    const planned = drafts.map((draft) => ({
      draft,
      plan: planRow(draft, known.get(draft.assetNumber), lab.disciplines),
    }));
    const isLate = dryRun ? new Set<string>() : await write(tx, context, { planned, known, lab, names });
    drafts = [];
    for (const { draft, plan } of planned) {
      if (isLate.has(draft.assetNumber)) drafts.push(draft);
      else count(applied, draft, plan);
    }
  }
  return applied;
}

function count(applied: AppliedRows, draft: DraftRow, plan: RowPlan): void {
  if (plan.kind === 'rejected') applied.rejected.push({ ok: false, line: draft.line, faults: plan.faults });
  else if (plan.kind === 'create') applied.created += 1;
  else if (plan.kind === 'update') applied.updated += 1;
  else applied.unchanged += 1;
}

interface Planned {
  planned: readonly { draft: DraftRow; plan: RowPlan }[];
  known: ReadonlyMap<string, Known>;
  lab: LabCopies;
  names: (fields: InstrumentFields) => CodeNames;
}

/** @returns asset numbers that somebody else has added in this very moment: their rows are to be planned anew. */
async function write(tx: Tx, context: CommandContext, { planned, known, lab, names }: Planned): Promise<Set<string>> {
  const fresh: NewInstrumentRow[] = [];
  for (const { draft, plan } of planned) {
    if (plan.kind === 'create') {
      fresh.push({
        ...plan.fields,
        ...copiesOf(lab),
        ...consequencesOf(plan.fields, draft.suggestedClassCode, names(plan.fields), lab),
        sourceFacts: draft.sourceFacts,
        id: newId(),
        modes: [],
        forms: [],
        createdAt: context.now,
        updatedAt: context.now,
      });
    } else if (plan.kind === 'update') {
      const stored = known.get(draft.assetNumber);
      if (!stored) throw new Error(`Row ${draft.line} changes an instrument that is not there.`);
      const fields: InstrumentFields = { ...stored, ...plan.changes };
      const suggested = suggestionAfter(stored, plan.changes, draft);
      await updateInstrumentFacts(
        tx,
        { labId: lab.labId, id: stored.id, now: context.now },
        {
          ...plan.changes,
          ...(plan.sourceFacts === null ? {} : { sourceFacts: plan.sourceFacts }),
          ...consequencesOf(fields, suggested, names(fields), lab),
        },
      );
    }
  }
  const added = new Set(await insertInstruments(tx, fresh));
  return new Set(fresh.filter((row) => !added.has(row.id)).map((row) => row.assetNumber));
}

/** A proposal follows the register until a person, or a register that knows classes, has settled the class. */
function suggestionAfter(stored: Known, changes: Partial<InstrumentFields>, draft: DraftRow): string | null {
  if (changes.classCode !== undefined) return null;
  const isOpen = stored.classCode === unclassified && stored.suggestedClassCode !== null;
  return isOpen && draft.sourceFacts !== null ? draft.suggestedClassCode : stored.suggestedClassCode;
}

type Known = StoredInstrument & { isRetired: boolean };

async function knownByAssetNumber(tx: Tx, labId: string, drafts: readonly DraftRow[]): Promise<Map<string, Known>> {
  const numbers = drafts.map((draft) => draft.assetNumber);
  const stored = await loadByAssetNumbers(tx, labId, numbers);
  return new Map(stored.map((row) => [row.assetNumber, { ...row, isRetired: row.status === 'retired' }]));
}

async function namesOf(tx: Tx): Promise<(fields: InstrumentFields) => CodeNames> {
  const classes = await loadClasses(tx);
  const disciplines = await loadDisciplineNames(tx);
  return (fields) => {
    const found = classes.get(classKey(fields.classScheme, fields.classCode));
    if (!found)
      throw new Error(`Class ${fields.classCode} of ${fields.classScheme} passed a check that it should not.`);
    return {
      edition: found.edition,
      classNames: found.names,
      disciplineNames: fields.disciplines.flatMap((code) => disciplines.get(code) ?? []),
    };
  };
}
