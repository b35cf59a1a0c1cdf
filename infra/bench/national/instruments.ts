import { apportion } from './apportion.ts';
import { type Family, loadFamilies } from './data/load.ts';
import { type DayTable, historyDays } from './days.ts';
import type { Lab } from './labs.ts';
import { chooser, idOf, type Random, randomFor } from './random.ts';
import { ruleTemplates } from './rules.ts';
import { scaleToTotal } from './values.ts';
import type { ClassCode, Vocabulary } from './vocabulary.ts';

/** As reported for the whole country. */
export const reportedInstruments = 161_000;
export const reportedValueYuan = 16_500_000_000;

export interface Instrument {
  ordinal: number;
  id: string;
  lab: Lab;
  classCode: ClassCode;
  nameZh: string;
  nameEn: string;
  model: string;
  manufacturer: string;
  disciplines: string[];
  acquiredDay: number;
  valueFen: number;
  supervisedUntilDay: number | null;
  fundingSource: 'central' | 'local' | 'own' | 'other';
  /** Index into `ruleTemplates`. */
  template: number;
  forms: ('machineTime' | 'sample' | 'termLease')[];
  isLent: boolean;
  isForEquity: boolean;
  approval: 'auto' | 'chain';
  /** How much it is asked for, relative to the others. */
  popularity: number;
  createdMs: number;
}

type Draft = Omit<Instrument, 'valueFen' | 'forms' | 'isLent' | 'isForEquity' | 'approval' | 'template' | 'popularity'>;

/** What else there is in a lab: any class of the code table, by its own name. */
interface OtherClass {
  classCode: ClassCode;
  nameEn: string;
}

const labWeights = { ministryKey: 3, regional: 2, routine: 1, unexplained: 1 };
const chooseTemplate = chooser(ruleTemplates.map((template) => template.weight));
/** One instrument in eight comes from the long tail of the code table. */
const othersPermille = 120;
const otherMedianYuan = 60_000;
const spread = 0.75;
const otherMakers = [
  '聚光科技',
  '上海精科',
  '北京普析',
  'Thermo Fisher 赛默飞',
  'Shimadzu 岛津',
  'Honeywell 霍尼韦尔',
  '中电科',
  '国产定制',
];

/** All instruments, with values that sum to the reported total times `scale` exactly. */
export function planInstruments(
  seed: number,
  scale: number,
  labs: readonly Lab[],
  vocabulary: Vocabulary,
  days: DayTable,
): Instrument[] {
  const count = Math.max(1, Math.round(reportedInstruments * scale));
  const sizes = randomFor(seed, 'lab-sizes', 0);
  const perLab = apportion(
    count,
    labs.map((lab) => labWeights[lab.level] * Math.exp(sizes.normal() * 0.5)),
  );
  const catalogue = prepareCatalogue(vocabulary);
  const drafts: Draft[] = [];
  const raw = new Float64Array(count);
  for (const lab of labs) {
    for (let i = 0; i < perLab[lab.ordinal]!; i += 1) {
      const ordinal = drafts.length;
      const { draft, rawValue } = draftInstrument(seed, ordinal, lab, catalogue, days);
      drafts.push(draft);
      raw[ordinal] = rawValue;
    }
  }
  const values = scaleToTotal(raw, Math.round(reportedValueYuan * (count / reportedInstruments)));
  return drafts.map((draft, i) => offerInstrument(seed, draft, values[i]!));
}

interface Catalogue {
  families: Family[];
  others: OtherClass[];
  codes: Map<string, ClassCode>;
  /** One choice of family per set of disciplines of a lab, made when first needed. */
  choosers: Map<string, (random: Random) => number>;
}

function prepareCatalogue(vocabulary: Vocabulary): Catalogue {
  const codes = new Map(vocabulary.classCodes.map((code) => [code.code, code]));
  const others = vocabulary.classCodes
    .filter((code) => code.level === 3 && code.nameZh !== '其他' && !code.code.startsWith('08'))
    .map((code) => ({ classCode: code, nameEn: code.nameEn ?? codes.get(code.parentCode ?? '')?.nameEn ?? code.code }));
  return { families: loadFamilies(), others, codes, choosers: new Map() };
}

function draftInstrument(seed: number, ordinal: number, lab: Lab, catalogue: Catalogue, days: DayTable) {
  const random = randomFor(seed, 'instrument', ordinal);
  const kind = random.below(1_000) < othersPermille ? otherKind(random, catalogue) : familyKind(random, lab, catalogue);
  const { medianYuan, disciplines, ...facts } = kind;
  const acquiredDay = -historyDays + 400 - random.below(4_500);
  const isSupervised = random.below(1_000) < 30;
  const createdMs = days.at(-historyDays - 55, 0) + ordinal;
  const shared = lab.disciplines.filter((discipline) => disciplines.includes(discipline));
  const draft: Draft = {
    ordinal,
    id: idOf('instrument', ordinal, createdMs, random),
    lab,
    ...facts,
    disciplines: shared.length > 0 ? shared : lab.disciplines.slice(0, 1),
    acquiredDay,
    supervisedUntilDay: isSupervised ? random.below(900) - 200 : null,
    fundingSource: (['central', 'central', 'central', 'local', 'own', 'other'] as const)[random.below(6)]!,
    createdMs,
  };
  return { draft, rawValue: medianYuan * Math.exp(random.normal() * spread) };
}

function familyKind(random: Random, lab: Lab, catalogue: Catalogue) {
  const family = catalogue.families[familyChooser(lab, catalogue)(random)]!;
  const maker = random.pick(family.makers);
  return {
    classCode: catalogue.codes.get(family.classCode)!,
    nameZh: family.nameZh,
    nameEn: family.nameEn,
    model: random.pick(maker.models),
    manufacturer: maker.name,
    medianYuan: family.medianYuan,
    disciplines: family.disciplines,
  };
}

function otherKind(random: Random, catalogue: Catalogue) {
  const { classCode, nameEn } = random.pick(catalogue.others);
  return {
    classCode,
    nameZh: classCode.nameZh,
    nameEn,
    model: `${String.fromCharCode(65 + random.below(26))}${String.fromCharCode(65 + random.below(26))}-${(1 + random.below(40)) * 100}`,
    manufacturer: random.pick(otherMakers),
    medianYuan: otherMedianYuan,
    disciplines: [] as string[],
  };
}

function familyChooser(lab: Lab, catalogue: Catalogue): (random: Random) => number {
  const key = lab.disciplines.join();
  let choose = catalogue.choosers.get(key);
  if (!choose) {
    choose = chooser(
      catalogue.families.map((family) =>
        family.disciplines.some((discipline) => lab.disciplines.includes(discipline)) ? family.weight : 0,
      ),
    );
    catalogue.choosers.set(key, choose);
  }
  return choose;
}

/** Decides in which modes and forms an instrument is open, and on what terms. */
function offerInstrument(seed: number, draft: Draft, valueFen: number): Instrument {
  const random = randomFor(seed, 'offering', draft.ordinal);
  const isSupervised = draft.supervisedUntilDay !== null;
  const forms: Instrument['forms'] = [];
  const isRented = random.below(1_000) < 920;
  if (isRented && !draft.lab.isBsl3 && random.below(1_000) < 930) forms.push('machineTime');
  if (isRented && (draft.lab.isBsl3 || random.below(1_000) < 300)) forms.push('sample');
  if (isRented && !isSupervised && random.below(1_000) < 60) forms.push('termLease');
  return {
    ...draft,
    valueFen,
    template: chooseTemplate(random),
    forms,
    isLent: !isSupervised && valueFen < 10_000_000 && random.below(1_000) < 90,
    // Only public institutions may contribute an instrument to a venture, never administrative units.
    isForEquity:
      !isSupervised && draft.lab.district.unitPrefix === '12' && valueFen > 20_000_000 && random.below(1_000) < 40,
    approval: random.below(100) < 55 ? 'auto' : 'chain',
    popularity: Math.exp(random.normal() * 0.9),
  };
}
