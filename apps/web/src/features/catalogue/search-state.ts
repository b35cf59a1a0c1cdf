import type { Operations } from '@guanyi/contracts/operations';
import { listParam, numberParam, textParam } from '../../app/search-params.ts';
import { defaultZone } from '../../ui/format.ts';
import { type Day, type Instant, instantOf, parseClock } from '../../ui/zone.ts';

type SearchQuery = Operations['searchInstruments']['input']['query'];
export type SearchReply = Operations['searchInstruments']['output'];
export type Hit = SearchReply['items'][number];

export const modes = ['rent', 'loan', 'equity'] as const;
export const disciplines = [
  'foodSafety',
  'chemicalMineralMetal',
  'electromechanical',
  'animalPlantQuarantine',
  'healthQuarantine',
  'lightIndustry',
  'textile',
  'commodityIdentification',
] as const;
export const labLevels = ['ministryKey', 'regional', 'routine'] as const;
export const accreditations = ['CNAS', 'CMA'] as const;
export const sorts = ['relevance', 'price', 'distance', 'newest'] as const;

/** The state of the search page. All of it stands in the address, so that a link shows what its sender saw. */
export interface CatalogueSearch {
  q?: string;
  /** Dates are optional: without them prices are "from", with them totals. */
  day?: Day;
  from?: string;
  until?: string;
  mode?: (typeof modes)[number][];
  discipline?: (typeof disciplines)[number][];
  region?: string[];
  classCode?: string[];
  labLevel?: (typeof labLevels)[number][];
  labId?: string;
  alliance?: string[];
  accreditation?: (typeof accreditations)[number][];
  /** Lowest and highest hourly price in whole yuan. */
  minYuan?: number;
  maxYuan?: number;
  sort?: (typeof sorts)[number];
}

/** Reads the address; whatever is not understood is left out rather than refused. */
export function parseCatalogueSearch(raw: Record<string, unknown>): CatalogueSearch {
  const day = textParam(raw.day);
  const from = textParam(raw.from);
  const until = textParam(raw.until);
  const dated = isDay(day) && isClockPair(from, until) ? { day, from: from as string, until: until as string } : {};
  const sort = textParam(raw.sort);
  return compact({
    q: textParam(raw.q)?.slice(0, 100),
    ...dated,
    mode: listParam(raw.mode, modes),
    discipline: listParam(raw.discipline, disciplines),
    region: listParam(raw.region)?.filter((code) => /^\d{2}(\d{2}){0,2}$/.test(code)),
    classCode: listParam(raw.classCode)?.filter((code) => /^\d{1,8}$/.test(code)),
    labLevel: listParam(raw.labLevel, labLevels),
    labId: textParam(raw.labId),
    alliance: listParam(raw.alliance),
    accreditation: listParam(raw.accreditation, accreditations),
    minYuan: numberParam(raw.minYuan, 0, 1_000_000),
    maxYuan: numberParam(raw.maxYuan, 0, 1_000_000),
    sort: sorts.find((known) => known === sort),
  });
}

function isDay(text: string | undefined): text is Day {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function isClockPair(from: string | undefined, until: string | undefined): boolean {
  const first = parseClock(from ?? '');
  const last = parseClock(until ?? '');
  return first !== undefined && last !== undefined && first < last;
}

/** Leaves out what is empty, so that equal states give equal addresses. */
export function compact(search: { [K in keyof CatalogueSearch]: CatalogueSearch[K] | undefined }): CatalogueSearch {
  const entries = Object.entries(search).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(entries) as CatalogueSearch;
}

/** The window of the dates asked for, in the zone that most labs keep; undefined without dates. */
export function wantedWindow(search: CatalogueSearch): { from: Instant; until: Instant } | undefined {
  const from = parseClock(search.from ?? '');
  const until = parseClock(search.until ?? '');
  if (!search.day || from === undefined || until === undefined) return undefined;
  return { from: instantOf(search.day, from, defaultZone), until: instantOf(search.day, until, defaultZone) };
}

/** The query of the API for a state of the page. */
export function toSearchQuery(search: CatalogueSearch): SearchQuery {
  const window = wantedWindow(search);
  return {
    facets: true,
    ...(search.q && { q: search.q }),
    ...(search.mode && { mode: search.mode }),
    ...(search.discipline && { discipline: search.discipline }),
    ...(search.region && { region: search.region }),
    ...(search.classCode && { classCode: search.classCode }),
    ...(search.labLevel && { labLevel: search.labLevel }),
    ...(search.labId && { labId: search.labId }),
    ...(search.alliance && { alliance: search.alliance }),
    ...(search.accreditation && { accreditation: search.accreditation }),
    ...(search.minYuan !== undefined && { priceMinFen: search.minYuan * 100 }),
    ...(search.maxYuan !== undefined && { priceMaxFen: search.maxYuan * 100 }),
    ...(window && {
      availableFrom: new Date(window.from).toISOString(),
      availableUntil: new Date(window.until).toISOString(),
    }),
    ...(search.sort && { sort: search.sort }),
    // From the middle of the chosen place; without one the API measures from the reader's own organisation.
    ...(search.sort === 'distance' && search.region?.[0] && { near: search.region[0] }),
  };
}

/** The list without the value when it was in it, with it otherwise. */
export function toggled<T>(list: readonly T[] | undefined, value: T): T[] {
  return list?.includes(value) ? list.filter((item) => item !== value) : [...(list ?? []), value];
}
