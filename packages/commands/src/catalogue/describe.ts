import type { LabCopies } from '@guanyi/db/catalogue/instruments';
import { type InstrumentFields, isIncomplete } from '@guanyi/domain/catalogue/instrument';
import { searchDocument } from './search-document.ts';

/** Names that codes stand for, so that people find an instrument by them. */
export interface CodeNames {
  edition: string;
  classNames: readonly string[];
  disciplineNames: readonly string[];
}

/** What follows from the facts of an instrument and is kept beside them. */
export function consequencesOf(
  fields: InstrumentFields,
  suggestedClassCode: string | null,
  names: CodeNames,
  lab: Pick<LabCopies, 'names'>,
) {
  const document = searchDocument({
    ...fields,
    classNames: names.classNames,
    otherNames: [...names.disciplineNames, ...lab.names],
  });
  return {
    classEdition: names.edition,
    suggestedClassCode,
    isIncomplete: isIncomplete({ ...fields, suggestedClassCode }),
    searchTokens: document.tokens,
    searchText: document.text,
  };
}

/** What an instrument copies from its lab. */
export function copiesOf(lab: LabCopies) {
  return {
    labId: lab.labId,
    districtId: lab.districtId,
    region: lab.region,
    labLevel: lab.labLevel,
    alliances: lab.alliances,
    accreditations: lab.accreditations,
  };
}
