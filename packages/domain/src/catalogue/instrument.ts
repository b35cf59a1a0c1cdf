export const DISCIPLINES = [
  'healthQuarantine',
  'animalPlantQuarantine',
  'foodSafety',
  'chemicalMineralMetal',
  'electromechanical',
  'lightIndustry',
  'textile',
  'commodityIdentification',
] as const;

export type Discipline = (typeof DISCIPLINES)[number];

export const FUNDING_SOURCES = ['central', 'local', 'own', 'other'] as const;

export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** The facts of an instrument that a person or a register states. Null and the empty text mean unknown. */
export interface InstrumentFields {
  assetNumber: string;
  nameZh: string;
  nameEn: string | null;
  model: string;
  manufacturer: string;
  classScheme: string;
  classCode: string;
  disciplines: Discipline[];
  /** Local day. */
  acquiredOn: string | null;
  originalValueFen: number | null;
  fundingSource: FundingSource | null;
  /** Last day of customs supervision over a tax-exempt import, inclusive. */
  customsSupervisedUntil: string | null;
  location: string | null;
  descriptionZh: string | null;
  descriptionEn: string | null;
  /** IANA zone where it differs from that of the lab. */
  zone: string | null;
}

/** Longest texts, the same for a form and for an imported row. */
export const FIELD_LIMITS = {
  assetNumber: 80,
  nameZh: 200,
  nameEn: 200,
  model: 200,
  manufacturer: 200,
  location: 200,
  descriptionZh: 5_000,
  descriptionEn: 5_000,
} as const;

type Completeness = Pick<
  InstrumentFields,
  'model' | 'manufacturer' | 'acquiredOn' | 'originalValueFen' | 'fundingSource'
> & { suggestedClassCode: string | null };

/** True while facts are missing that lending, leasing or contributing would need, or the class awaits a person. */
export function isIncomplete(instrument: Completeness): boolean {
  return (
    instrument.originalValueFen === null ||
    instrument.acquiredOn === null ||
    instrument.fundingSource === null ||
    instrument.model === '' ||
    instrument.manufacturer === '' ||
    instrument.suggestedClassCode !== null
  );
}

/** True while customs still supervises the instrument on that local day; the last day counts. */
export function isSupervised(instrument: Pick<InstrumentFields, 'customsSupervisedUntil'>, day: string): boolean {
  return instrument.customsSupervisedUntil !== null && day <= instrument.customsSupervisedUntil;
}
