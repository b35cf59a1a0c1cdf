import type { DraftRow, RowFault } from './import-row.ts';
import type { InstrumentFields } from './instrument.ts';

/** What is stored under the asset number of a row. */
export interface KnownInstrument extends InstrumentFields {
  id: string;
  isRetired: boolean;
  suggestedClassCode: string | null;
  sourceFacts: Record<string, string> | null;
}

export type RowPlan =
  | { kind: 'create'; fields: InstrumentFields }
  | { kind: 'update'; changes: Partial<InstrumentFields>; sourceFacts: Record<string, string> | null }
  | { kind: 'unchanged' }
  | { kind: 'rejected'; faults: RowFault[] };

/** Fields without which no instrument is created from a row of the product's own format. */
const required: readonly (keyof InstrumentFields)[] = [
  'assetNumber',
  'nameZh',
  'model',
  'manufacturer',
  'classScheme',
  'classCode',
  'disciplines',
  'acquiredOn',
  'originalValueFen',
  'fundingSource',
];

/** A register without values and dates is welcome all the same: what it creates is marked incomplete. */
const requiredOfForeign: readonly (keyof InstrumentFields)[] = ['assetNumber', 'nameZh'];

const unknownFields: Omit<InstrumentFields, 'assetNumber' | 'nameZh' | 'classScheme' | 'classCode' | 'disciplines'> = {
  nameEn: null,
  model: '',
  manufacturer: '',
  acquiredOn: null,
  originalValueFen: null,
  fundingSource: null,
  customsSupervisedUntil: null,
  location: null,
  descriptionZh: null,
  descriptionEn: null,
  zone: null,
};

/**
 * What a row does to the catalogue. A field that the file does not carry stays as it is; running the same file again
 * therefore changes nothing. An empty cell empties an optional field and is refused for a required one, unless that one
 * was empty before.
 */
export function planRow(
  draft: DraftRow,
  known: KnownInstrument | undefined,
  labDisciplines: InstrumentFields['disciplines'],
): RowPlan {
  const isForeign = draft.sourceFacts !== null;
  if (!known) {
    const fields = {
      ...unknownFields,
      ...(isForeign ? { disciplines: labDisciplines } : {}),
      ...draft.initial,
      ...draft.stated,
    } as InstrumentFields;
    const faults = missing(draft, fields, isForeign ? requiredOfForeign : required);
    return faults.length > 0 ? { kind: 'rejected', faults } : { kind: 'create', fields };
  }
  const changes = changesBetween(draft.stated, known);
  const facts = draft.sourceFacts;
  const isSame = Object.keys(changes).length === 0 && (facts === null || sameFacts(facts, known.sourceFacts ?? {}));
  if (isSame) return { kind: 'unchanged' };
  if (known.isRetired) return { kind: 'rejected', faults: [fault(draft, 'assetNumber', 'instrument-retired')] };
  const emptied = required.filter((field) => field in changes && isEmpty(changes[field]));
  if (emptied.length > 0) return { kind: 'rejected', faults: emptied.map((field) => fault(draft, field, 'required')) };
  return { kind: 'update', changes, sourceFacts: facts };
}

function changesBetween(stated: Partial<InstrumentFields>, known: InstrumentFields): Partial<InstrumentFields> {
  const differs = (field: keyof InstrumentFields) => JSON.stringify(stated[field]) !== JSON.stringify(known[field]);
  const fields = (Object.keys(stated) as (keyof InstrumentFields)[]).filter(differs);
  return Object.fromEntries(fields.map((field) => [field, stated[field]]));
}

function missing(draft: DraftRow, fields: InstrumentFields, names: readonly (keyof InstrumentFields)[]): RowFault[] {
  return names.filter((name) => isEmpty(fields[name])).map((name) => fault(draft, name, 'required'));
}

function fault(draft: DraftRow, field: keyof InstrumentFields, code: RowFault['code']): RowFault {
  const isMissing = code === 'required';
  return { column: draft.columnOf[field] ?? field, code, value: isMissing ? null : draft.assetNumber };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function sameFacts(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
