import { makeUscc } from '@guanyi/domain/kernel/uscc';
import { apportion } from './apportion.ts';
import { type DistrictFacts, loadDistricts } from './data/load.ts';
import type { DayTable } from './days.ts';
import { historyDays } from './days.ts';
import { topics } from './names.ts';
import { chooser, idOf, type Random, randomFor } from './random.ts';
import type { Vocabulary } from './vocabulary.ts';

/** As reported: the three levels add up to 1,364 and the report says 1,370; the six are kept and marked. */
export const reportedLabs = { ministryKey: 413, regional: 286, routine: 665, unexplained: 6 } as const;

export type LabLevel = keyof typeof reportedLabs;

export interface District extends DistrictFacts {
  id: string;
  uscc: string;
  /** County codes of the territory. */
  counties: string[];
  createdMs: number;
}

export interface Lab {
  ordinal: number;
  id: string;
  district: District;
  code: string;
  nameZh: string;
  nameEn: string;
  level: LabLevel;
  disciplines: string[];
  alliances: string[];
  accreditations: string[];
  region: string;
  city: string;
  latitude: number;
  longitude: number;
  isBsl3: boolean;
  createdMs: number;
}

const disciplineCodes = Object.keys(topics);
/** How the labs divide over the disciplines, in the order of `topics`; ours, as no list is public. */
const chooseDiscipline = chooser([22, 20, 27, 12, 7, 6, 4, 2]);
/** Labs that handle the most dangerous germs, and there are few. */
const bsl3Labs = 7;

/** What each alliance of the vocabulary works on; an alliance that is not named here takes any lab. */
const allianceDisciplines: Record<string, readonly string[]> = {
  ceramics: ['lightIndustry'],
  coal: ['chemicalMineralMetal'],
  toys: ['lightIndustry', 'electromechanical'],
  petroleum: ['chemicalMineralMetal'],
  minerals: ['chemicalMineralMetal'],
  cosmetics: ['lightIndustry', 'healthQuarantine'],
  'dangerous-goods': ['chemicalMineralMetal', 'electromechanical'],
  textiles: ['textile'],
  timber: ['animalPlantQuarantine'],
  seeds: ['animalPlantQuarantine'],
  aquatic: ['foodSafety', 'animalPlantQuarantine'],
  dairy: ['foodSafety'],
  tea: ['foodSafety'],
  wine: ['foodSafety'],
  'rare-earth': ['chemicalMineralMetal'],
};

/** The 42 districts as organisations that own labs. */
export function planDistricts(seed: number, vocabulary: Vocabulary, days: DayTable): District[] {
  return loadDistricts().map((facts, ordinal) => {
    const createdMs = days.at(-historyDays - 59, 0) + ordinal;
    return {
      ...facts,
      id: idOf('organisation', ordinal, createdMs, randomFor(seed, 'district', ordinal)),
      // G in the first place marks the body as generated; no real code has it there together with these zeros.
      uscc: makeUscc(facts.unitPrefix, facts.seat, `G${String(ordinal).padStart(7, '0')}`),
      counties: vocabulary.counties.filter((code) => facts.territory.some((prefix) => code.startsWith(prefix))),
      createdMs,
    };
  });
}

/** All labs of the country, however small the scale: their number decides how instruments spread. */
export function planLabs(seed: number, districts: readonly District[], vocabulary: Vocabulary, days: DayTable): Lab[] {
  const levels = shuffledLevels(seed);
  const perDistrict = apportion(
    levels.length,
    districts.map((district) => district.weight),
  );
  const owners = districts.flatMap((district, i) => new Array<District>(perDistrict[i]!).fill(district));
  return owners.map((district, ordinal) => planLab(seed, ordinal, district, levels[ordinal]!, vocabulary, days));
}

function planLab(
  seed: number,
  ordinal: number,
  district: District,
  level: LabLevel,
  vocabulary: Vocabulary,
  days: DayTable,
): Lab {
  const random = randomFor(seed, 'lab', ordinal);
  const createdMs = days.at(-historyDays - 58, 0) + ordinal;
  const id = idOf('lab', ordinal, createdMs, random);
  const disciplines = chooseDisciplines(random);
  // Key labs sit at the seat of their customs; the others are spread over its territory.
  const region = level === 'ministryKey' && random.below(3) > 0 ? district.seat : random.pick(district.counties);
  const place = vocabulary.divisions.get(region)?.nameZh ?? '';
  const topic = topics[disciplines[0]!]!;
  const [topicZh, topicEn] = random.pick(topic.of);
  return {
    ordinal,
    id,
    district,
    code: `GEN-${String(ordinal + 1).padStart(4, '0')}`,
    nameZh: {
      ministryKey: `${district.nameZh}国家${topicZh}检测重点实验室（${place}）`,
      regional: `${district.nameZh}${topicZh}区域性中心实验室（${place}）`,
      routine: `${district.nameZh}${place}${topic.zh}常规实验室`,
      unexplained: `${district.nameZh}${place}${topic.zh}实验室`,
    }[level],
    nameEn: {
      ministryKey: `${district.nameEn} National Key Laboratory for ${topicEn} Testing`,
      regional: `${district.nameEn} Regional Centre for ${topicEn} Testing`,
      routine: `${district.nameEn} ${topic.en} Laboratory ${ordinal + 1}`,
      unexplained: `${district.nameEn} ${topic.en} Laboratory ${ordinal + 1}`,
    }[level],
    level,
    disciplines,
    alliances: chooseAlliances(disciplines, vocabulary.allianceCodes, random),
    accreditations: level === 'routine' ? ['CMA'] : ['CMA', 'CNAS'],
    region,
    city: cityName(region, vocabulary),
    latitude: Math.round((district.latitude + random.normal() * 0.4) * 1e4) / 1e4,
    longitude: Math.round((district.longitude + random.normal() * 0.5) * 1e4) / 1e4,
    isBsl3: ordinal % Math.floor(1_370 / bsl3Labs) === 5 && disciplines[0] === 'healthQuarantine',
    createdMs,
  };
}

/** The name of the city; where a province has none of its own below it, as in Beijing, that of the province. */
export function cityName(region: string, vocabulary: Vocabulary): string {
  const city = vocabulary.divisions.get(region.slice(0, 4))?.nameZh ?? '';
  const isPlaceholder = city === '' || city === '市辖区' || city === '县' || city.includes('直辖县级');
  return isPlaceholder ? (vocabulary.divisions.get(region.slice(0, 2))?.nameZh ?? city) : city;
}

function chooseDisciplines(random: Random): string[] {
  const wanted = [1, 1, 2, 2, 3][random.below(5)]!;
  const chosen = new Set<string>();
  while (chosen.size < wanted) chosen.add(disciplineCodes[chooseDiscipline(random)]!);
  return [...chosen];
}

function chooseAlliances(disciplines: readonly string[], codes: readonly string[], random: Random): string[] {
  const fitting = codes.filter((code) => {
    const wanted = allianceDisciplines[code];
    return !wanted || wanted.some((discipline) => disciplines.includes(discipline));
  });
  return fitting.length > 0 && random.below(3) === 0 ? [random.pick(fitting)] : [];
}

function shuffledLevels(seed: number): LabLevel[] {
  const levels = Object.entries(reportedLabs).flatMap(([level, count]) =>
    new Array<LabLevel>(count).fill(level as LabLevel),
  );
  const random = randomFor(seed, 'levels', 0);
  for (let i = levels.length - 1; i > 0; i -= 1) {
    const other = random.below(i + 1);
    [levels[i], levels[other]] = [levels[other]!, levels[i]!];
  }
  return levels;
}
