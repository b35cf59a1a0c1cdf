import { countHits } from '@guanyi/db/catalogue/search';
import type { SearchFilter } from '@guanyi/db/catalogue/search-filter';
import type { Connection } from '@guanyi/db/client';

/** With fewer results than this a search offers ways to widen it. */
const fewResults = 4;

/** The conditions of a search by the parameter that sets them. */
const conditions = [
  ['q', 'words'],
  ['mode', 'mode'],
  ['form', 'form'],
  ['classCode', 'classCode'],
  ['discipline', 'discipline'],
  ['region', 'region'],
  ['labId', 'labId'],
  ['labLevel', 'labLevel'],
  ['alliance', 'alliance'],
  ['accreditation', 'accreditation'],
  ['priceMinFen', 'priceMinFen'],
  ['priceMaxFen', 'priceMaxFen'],
  ['availableFrom', 'free'],
] as const satisfies readonly (readonly [string, keyof SearchFilter])[];

/** What leaving out one condition would find, when little was found; at the time that is asked for, if one is. */
export async function findRelaxations(
  connection: Connection,
  filter: SearchFilter,
  total: number,
): Promise<{ without: string; total: number }[]> {
  if (total >= fewResults) return [];
  const given = conditions.filter(([, field]) => filter[field] !== undefined);
  const found: { without: string; total: number }[] = [];
  for (const [without, field] of given) {
    const count = await countHits(connection, { ...filter, [field]: undefined });
    if (count > total) found.push({ without, total: count });
  }
  return found;
}
