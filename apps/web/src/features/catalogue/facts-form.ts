import type { Operations } from '@guanyi/contracts/operations';
import type { Discipline } from '../../ui/vocabulary.ts';
import type { Instrument } from './instrument-rights.ts';

type NewInstrument = Operations['createInstrument']['input']['body'];
type InstrumentChange = Operations['updateInstrument']['input']['body'];

export const fundingSources = ['central', 'local', 'own', 'other'] as const;

/** The fields of the form as texts, as inputs hold them. */
export interface FactsForm {
  labId: string;
  assetNumber: string;
  nameZh: string;
  nameEn: string;
  model: string;
  manufacturer: string;
  classCode: string;
  disciplines: Discipline[];
  acquiredOn: string;
  /** In yuan. */
  originalValue: string;
  fundingSource: (typeof fundingSources)[number];
  customsSupervisedUntil: string;
  location: string;
  descriptionZh: string;
  descriptionEn: string;
  zone: string;
}

const classScheme = 'GB/T 32847-2016';

/** Yuan from fen for an input: no thousands separator, no needless zeros. */
export function yuanInput(fen: number | undefined): string {
  if (fen === undefined) return '';
  const text = String(fen).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`.replace(/\.00$/, '');
}

/** Fen from what a person wrote as yuan: digits, separators, at most two decimals. Undefined for anything else. */
export function fenOf(yuan: string): number | undefined {
  const plain = yuan.replaceAll(/[,，\s¥]/g, '');
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

export function emptyFacts(labId: string): FactsForm {
  return {
    labId,
    assetNumber: '',
    nameZh: '',
    nameEn: '',
    model: '',
    manufacturer: '',
    classCode: '',
    disciplines: [],
    acquiredOn: '',
    originalValue: '',
    fundingSource: 'central',
    customsSupervisedUntil: '',
    location: '',
    descriptionZh: '',
    descriptionEn: '',
    zone: '',
  };
}

export function factsOf(instrument: Instrument): FactsForm {
  return {
    labId: instrument.labId,
    assetNumber: instrument.assetNumber,
    nameZh: instrument.name.zh,
    nameEn: instrument.name.en ?? '',
    model: instrument.model,
    manufacturer: instrument.manufacturer,
    classCode: instrument.classCode,
    disciplines: [...instrument.disciplines],
    acquiredOn: instrument.acquiredOn ?? '',
    originalValue: yuanInput(instrument.originalValueFen),
    fundingSource: instrument.fundingSource ?? 'other',
    customsSupervisedUntil: instrument.customsSupervisedUntil ?? '',
    location: instrument.location ?? '',
    descriptionZh: instrument.description?.zh ?? '',
    descriptionEn: instrument.description?.en ?? '',
    zone: instrument.zone,
  };
}

const nameOf = (form: FactsForm) => ({ zh: form.nameZh.trim(), ...(form.nameEn.trim() && { en: form.nameEn.trim() }) });

const descriptionOf = (form: FactsForm) => ({
  zh: form.descriptionZh.trim(),
  ...(form.descriptionEn.trim() && { en: form.descriptionEn.trim() }),
});

/** The body of a new instrument. A value that is no amount goes as -1, so that the server names the field. */
export function newInstrumentOf(form: FactsForm): NewInstrument {
  return {
    labId: form.labId,
    assetNumber: form.assetNumber.trim(),
    name: nameOf(form),
    model: form.model.trim(),
    manufacturer: form.manufacturer.trim(),
    classScheme,
    classCode: form.classCode.trim(),
    disciplines: form.disciplines,
    acquiredOn: form.acquiredOn,
    originalValueFen: fenOf(form.originalValue) ?? -1,
    fundingSource: form.fundingSource,
    location: form.location.trim(),
    ...(form.customsSupervisedUntil && { customsSupervisedUntil: form.customsSupervisedUntil }),
    ...(form.descriptionZh.trim() && { description: descriptionOf(form) }),
    ...(form.zone.trim() && { zone: form.zone.trim() }),
  };
}

/** Only what differs between two states of the form, so that a change by somebody else to another field stays. */
export function changeOf(before: FactsForm, after: FactsForm): InstrumentChange {
  const differs = (...keys: (keyof FactsForm)[]) => keys.some((key) => String(before[key]) !== String(after[key]));
  const change: InstrumentChange = {};
  if (differs('assetNumber')) change.assetNumber = after.assetNumber.trim();
  if (differs('nameZh', 'nameEn')) change.name = nameOf(after);
  if (differs('model')) change.model = after.model.trim();
  if (differs('manufacturer')) change.manufacturer = after.manufacturer.trim();
  if (differs('classCode')) Object.assign(change, { classCode: after.classCode.trim(), classScheme });
  if (differs('disciplines')) change.disciplines = after.disciplines;
  if (differs('acquiredOn')) change.acquiredOn = after.acquiredOn;
  if (differs('originalValue')) change.originalValueFen = fenOf(after.originalValue) ?? -1;
  if (differs('fundingSource')) change.fundingSource = after.fundingSource;
  if (differs('customsSupervisedUntil')) change.customsSupervisedUntil = after.customsSupervisedUntil || null;
  if (differs('location')) change.location = after.location.trim();
  if (differs('descriptionZh', 'descriptionEn')) {
    change.description = after.descriptionZh.trim() || after.descriptionEn.trim() ? descriptionOf(after) : null;
  }
  if (differs('zone')) change.zone = after.zone.trim() || null;
  return change;
}
