import { searchQuery } from '@guanyi/commands/catalogue/search-query';
import type { searchInstruments } from '@guanyi/contracts/catalogue/endpoints';
import type { Output, Parsed } from '@guanyi/contracts/endpoint';
import { encodeCursor } from '@guanyi/contracts/shapes';
import { findCards } from '@guanyi/db/catalogue/cards';
import { countFacets, noFacets } from '@guanyi/db/catalogue/facets';
import { countHits, findHits, findPlace, type SearchHit, type SearchOrder } from '@guanyi/db/catalogue/search';
import type { SearchFilter } from '@guanyi/db/catalogue/search-filter';
import type { Connection } from '@guanyi/db/client';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { codePrefix } from '@guanyi/domain/catalogue/classification';
import type { Actor } from '@guanyi/domain/identity/reach';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';
import { Problem } from '../../problem.ts';
import { findExactly, findFreeTime } from './find-free.ts';
import type { WantedTime } from './free-time.ts';
import { presentFacets } from './present-facets.ts';
import { presentSummary } from './present-instrument.ts';
import { farthestMs, timesOf } from './read-instrument.ts';
import { findRelaxations } from './relaxations.ts';
import { totalsOf } from './totals.ts';

type Query = Parsed<typeof searchInstruments>['query'];
type Reply = Output<typeof searchInstruments>;

/** Totals above this are rounded: nobody pages through them, and an exact figure would be out of date when it is read. */
const exactLimit = 10_000;
const roundedTo = 1_000;
const longestWindowMs = 366 * DAY_MS;

/** One page of the catalogue with counts, free time and prices. */
export async function search(connection: Connection, query: Query, actor: Actor | null, now: number): Promise<Reply> {
  const wanted = wantedTime(query);
  const words = query.q?.trim() ? searchQuery(query.q) : undefined;
  const filter: SearchFilter = { ...filterOf(query), words: words?.terms };
  // Typed, but nothing in it can be searched for: nothing is found, rather than everything.
  if (words === null) return nothing(query);
  const horizon = { from: now - DAY_MS, until: Math.max(now + farthestMs, wanted?.until ?? 0) };
  const calendar = await loadWorkCalendar(connection, horizon);
  if (wanted) await demandFree(connection, filter, wanted, calendar, now);
  const near = query.near ?? actor?.memberships[0]?.region;
  const order = await orderOf(connection, { ...query, near }, words?.ranking);
  const hits = await findHits(connection, filter, order, { limit: query.limit, after: afterOf(query, order) });
  const shown = hits.slice(0, query.limit);
  const counted = query.facets ? await countFacets(connection, filter) : undefined;
  const total = counted?.total ?? (await countHits(connection, filter));
  const isFirst = query.cursor === undefined;
  const relaxations = query.facets && isFirst ? await findRelaxations(connection, filter, total) : undefined;
  return {
    items: await present(connection, { shown, status: filter.status, wanted, calendar, actor, now }),
    nextCursor: hits.length > query.limit ? cursorOf(order, shown.at(-1)) : null,
    ...totals(total),
    ...(counted ? { facets: presentFacets(counted) } : {}),
    ...(relaxations && relaxations.length > 0 ? { relaxations } : {}),
  };
}

function filterOf(query: Query): SearchFilter {
  return {
    status: query.status ?? 'active',
    mode: query.mode,
    form: query.form,
    classCode: query.classCode?.map(codePrefix),
    discipline: query.discipline,
    region: query.region?.map(codePrefix),
    labId: query.labId,
    labLevel: query.labLevel,
    alliance: query.alliance,
    accreditation: query.accreditation,
    priceMinFen: query.priceMinFen,
    priceMaxFen: query.priceMaxFen,
  };
}

/** @throws Problem `invalid-window` for one end without the other, a backward or a very long window. */
function wantedTime({ availableFrom, availableUntil, minMinutes }: Query): WantedTime | undefined {
  if (availableFrom === undefined && availableUntil === undefined) return undefined;
  const isWindow = availableFrom !== undefined && availableUntil !== undefined && availableFrom < availableUntil;
  if (!isWindow || availableUntil - availableFrom > longestWindowMs) throw new Problem('invalid-window');
  return { from: availableFrom, until: availableUntil, minMinutes };
}

/** Adds the wish for time to the conditions. What is retired is in no projection, and looked at one by one. */
async function demandFree(
  connection: Connection,
  filter: SearchFilter,
  wanted: WantedTime,
  calendar: WorkCalendar,
  now: number,
): Promise<void> {
  if (filter.status === 'active') filter.free = await findFreeTime(connection, wanted, calendar, now);
  else filter.among = [...(await findExactly(connection, filter, wanted, calendar, now)).keys()];
}

async function orderOf(connection: Connection, query: Query, ranking: string | undefined): Promise<SearchOrder> {
  if (query.sort === 'price') return { by: 'price' };
  if (query.sort === 'distance' && query.near !== undefined) {
    const place = await findPlace(connection, codePrefix(query.near));
    if (place) return { by: 'distance', ...place };
  }
  if (query.sort === 'newest' || ranking === undefined) return { by: 'newest' };
  return { by: 'relevance', ranking };
}

/** @throws Problem `invalid-cursor` for a cursor that was made for another order. */
function afterOf({ cursor }: Query, order: SearchOrder): { value: number | null; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [by, value, id] = cursor;
  const isFitting = by === order.by && (typeof value === 'number' || (value === null && by === 'price'));
  if (!isFitting || (by !== 'newest' && value !== null && !Number.isInteger(value)))
    throw new Problem('invalid-cursor');
  return { value, id };
}

function cursorOf(order: SearchOrder, last: SearchHit | undefined): string | null {
  return last ? encodeCursor([order.by, last.sortValue, last.id]) : null;
}

interface Shown {
  shown: readonly SearchHit[];
  status: SearchFilter['status'];
  wanted: WantedTime | undefined;
  calendar: WorkCalendar;
  actor: Actor | null;
  now: number;
}

async function present(connection: Connection, input: Shown): Promise<Reply['items']> {
  const { shown, status, wanted, calendar, actor, now } = input;
  const ids = shown.map((hit) => hit.id);
  const [cards, claims, free] = await Promise.all([
    findCards(connection, ids),
    claimsOf(connection, ids, { from: now - DAY_MS, until: now + farthestMs }),
    wanted && findExactly(connection, { status, among: ids }, wanted, calendar, now),
  ]);
  const prices = free && (await totalsOf(connection, { cards, windows: free, actor, calendar }));
  return cards.map((card) => {
    const own = claims.filter((claim) => claim.instrumentId === card.id);
    const window = free?.get(card.id);
    const isWhole =
      window !== undefined && wanted !== undefined && window.from <= wanted.from && wanted.until <= window.until;
    const dates = wanted ? { isFree: isWhole, totalFen: prices?.get(card.id) ?? null } : null;
    return presentSummary(card, timesOf(card, own, calendar, now, wanted?.minMinutes), dates);
  });
}

function totals(total: number): { total: number; totalIsRounded: boolean } {
  const isRounded = total > exactLimit;
  return { total: isRounded ? Math.round(total / roundedTo) * roundedTo : total, totalIsRounded: isRounded };
}

function nothing(query: Query): Reply {
  const facets = query.facets ? { facets: presentFacets(noFacets) } : {};
  return { items: [], nextCursor: null, total: 0, totalIsRounded: false, ...facets };
}
