import { findCandidates } from '@guanyi/db/catalogue/search';
import type { SearchFilter } from '@guanyi/db/catalogue/search-filter';
import type { Connection } from '@guanyi/db/client';
import { type FreeTime, findUnjudged, type Wish } from '@guanyi/db/projection/free';
import { loadPatterns } from '@guanyi/db/projection/patterns';
import type { Window } from '@guanyi/domain/kernel/window';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';
import { freeWindow, type WantedTime } from './free-time.ts';
import { wishOfPattern } from './free-wish.ts';

/**
 * The wish in the terms of the projection, with an exact answer for everything that the projection cannot judge: so what is found is
 * what the one availability function would find for each instrument by itself.
 */
export async function findFreeTime(
  connection: Connection,
  wanted: WantedTime,
  calendar: WorkCalendar,
  now: number,
): Promise<FreeTime> {
  const wish: Wish & { days: Wish['days'][number][]; patternIds: number[]; unjudgedIds: number[] } = {
    ...{ now, days: [], patternIds: [], unjudgedIds: [] },
  };
  for (const pattern of await loadPatterns(connection)) {
    const judged = wishOfPattern(pattern, wanted, calendar, now);
    if (judged.kind === 'unjudged') wish.unjudgedIds.push(pattern.id);
    if (judged.kind !== 'judged') continue;
    wish.patternIds.push(pattern.id);
    wish.days.push(...judged.days);
  }
  const setAside = await findUnjudged(connection, wish);
  const free = await findExactly(connection, { status: 'active', among: setAside }, wanted, calendar, now);
  return { ...wish, setAside, freeAside: [...free.keys()] };
}

/** The free instruments among those that meet the other conditions, each with the window that could be booked. */
export async function findExactly(
  connection: Connection,
  filter: SearchFilter,
  wanted: WantedTime,
  calendar: WorkCalendar,
  now: number,
): Promise<Map<string, Window>> {
  const free = new Map<string, Window>();
  if (filter.among?.length === 0) return free;
  const unclaimed = new Map<string, Window | null>();
  for (const candidate of await findCandidates(connection, filter, wanted)) {
    const known = candidate.claims.length === 0 ? unclaimed.get(candidate.pattern) : undefined;
    const window = known === undefined ? freeWindow(candidate, wanted, calendar, now) : known;
    if (candidate.claims.length === 0) unclaimed.set(candidate.pattern, window);
    if (window) free.set(candidate.id, window);
  }
  return free;
}
