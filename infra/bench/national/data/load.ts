import { readFileSync } from 'node:fs';

/** Reads a table of this folder: tab separated, the first line names the columns. */
function rows(name: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(new URL(`./${name}.tsv`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

export interface DistrictFacts {
  slug: string;
  nameZh: string;
  nameEn: string;
  /** 11 administrative unit, 12 public institution: what the credit code begins with. */
  unitPrefix: string;
  /** County code of the seat. */
  seat: string;
  /** Division code prefixes of the territory. */
  territory: string[];
  weight: number;
  latitude: number;
  longitude: number;
}

/** The 42 customs districts, with a share of the labs that is ours: no list is public. */
export function loadDistricts(): DistrictFacts[] {
  return rows('districts').map((row) => ({
    slug: row.slug!,
    nameZh: row.name_zh!,
    nameEn: row.name_en!,
    unitPrefix: row.unit_prefix!,
    seat: row.seat!,
    territory: row.territory!.split(','),
    weight: Number(row.weight),
    latitude: Number(row.latitude),
    longitude: Number(row.longitude),
  }));
}

/** A kind of instrument as laboratories of this sort own it, with real makers and model names. */
export interface Family {
  classCode: string;
  nameZh: string;
  nameEn: string;
  medianYuan: number;
  weight: number;
  disciplines: string[];
  makers: { name: string; models: string[] }[];
}

export function loadFamilies(): Family[] {
  return rows('families').map((row) => ({
    classCode: row.class_code!,
    nameZh: row.name_zh!,
    nameEn: row.name_en!,
    medianYuan: Number(row.median_kilo_cny) * 1_000,
    weight: Number(row.weight),
    disciplines: row.disciplines!.split(','),
    makers: row.models!.split(';').map((text) => {
      const [name = '', models = ''] = text.split(':');
      return { name, models: models.split(',') };
    }),
  }));
}
