import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePages } from '../../app/pages.ts';
import { read } from '../../app/query.ts';
import { addDays, type Day, instantOf } from '../../ui/zone.ts';
import { type BoardLane, boardLane, type StoredClaim } from './board-claims.ts';
import type { BoardInstrument } from './board-row.tsx';
import type { BoardSearch } from './board-search.ts';

const emptyLane: BoardLane = { claims: [], buffers: [] };

/** Which rows are wanted. */
export type BoardFilter = Pick<BoardSearch, 'words' | 'room' | 'category'>;

/** Instruments of a lab in the order of their names, filtered by words, room and category. */
export function useBoardData(labId: string | undefined, filter: BoardFilter) {
  const pages = usePages(
    'searchInstruments',
    { query: { ...(labId && { labId }), limit: 100, sort: 'newest' } },
    { enabled: labId !== undefined, wanted: 500, refetchInterval: 300_000 },
  );
  const instruments = useMemo(
    () => [...pages.items].sort((a, b) => a.name.zh.localeCompare(b.name.zh, 'zh') || a.id.localeCompare(b.id)),
    [pages.items],
  );
  const { words, room, category } = filter;
  const shown = useMemo(
    () =>
      instruments.filter(
        (one) =>
          hasWords(one, words) &&
          (room === undefined || one.location === room) &&
          (category === undefined || one.classCode === category),
      ),
    [instruments, words, room, category],
  );
  return {
    instruments,
    shown,
    total: pages.data?.pages[0]?.total ?? instruments.length,
    isPending: labId !== undefined && pages.isPending,
    isLoaded: pages.data !== undefined,
    error: pages.data ? null : pages.error,
    refetch: () => void pages.refetch(),
  };
}

function hasWords({ name, model, assetNumber }: BoardInstrument, words: string | undefined): boolean {
  const text = `${name.zh} ${name.en ?? ''} ${model} ${assetNumber}`.toLowerCase();
  return (words ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Everything on the board of a lab over some days, by instrument. Renewed twice a minute, and whenever the event stream tells of a change. */
export function useLabBoard(labId: string | undefined, first: Day, days: number, zone: string) {
  const query = {
    from: new Date(instantOf(first, 0, zone)).toISOString(),
    until: new Date(instantOf(addDays(first, days), 0, zone)).toISOString(),
  };
  const { data } = useQuery({
    ...read('getBoard', { params: { labId: labId ?? '' }, query }),
    enabled: labId !== undefined,
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    const stored = new Map(data?.instruments.map(({ instrumentId, claims }) => [instrumentId, claims]));
    const laneOf = (instrumentId: string) => drawnOnce(stored.get(instrumentId), zone);
    return { all: [...stored.values()].flat(), laneOf };
  }, [data, zone]);
}

/** A renewed answer keeps the claims of an instrument on which nothing has changed; its row then stays as it is drawn. */
const drawn = new WeakMap<readonly StoredClaim[], BoardLane>();

function drawnOnce(claims: readonly StoredClaim[] | undefined, zone: string): BoardLane {
  if (!claims) return emptyLane;
  const known = drawn.get(claims);
  if (known) return known;
  const lane = boardLane(claims, zone);
  drawn.set(claims, lane);
  return lane;
}
