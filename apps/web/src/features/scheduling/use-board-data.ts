import { useMemo } from 'react';
import { usePages } from '../../app/pages.ts';
import { addDays, type Day, instantOf } from '../../ui/zone.ts';
import type { BoardInstrument } from './board-row.tsx';
import { type Booking, shownStatuses } from './booking-facts.ts';

const noBookings: readonly Booking[] = [];

/** Instruments of a lab in the order of their names, filtered by words, and the bookings on them. */
export function useBoardData(labId: string | undefined, words: string | undefined) {
  const pages = usePages(
    'searchInstruments',
    { query: { ...(labId && { labId }), limit: 100, sort: 'newest' } },
    { enabled: labId !== undefined, wanted: 500, refetchInterval: 300_000 },
  );
  const instruments = useMemo(
    () => [...pages.items].sort((a, b) => a.name.zh.localeCompare(b.name.zh, 'zh') || a.id.localeCompare(b.id)),
    [pages.items],
  );
  const shown = useMemo(() => instruments.filter((instrument) => hasWords(instrument, words)), [instruments, words]);
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

/** The bookings of a lab over some days, also found by instrument. Renewed twice a minute, and whenever the event stream tells of one. */
export function useLabBookings(labId: string | undefined, first: Day, days: number, zone: string) {
  const query = {
    ...(labId && { labId }),
    from: new Date(instantOf(first, 0, zone)).toISOString(),
    until: new Date(instantOf(addDays(first, days), 0, zone)).toISOString(),
    status: [...shownStatuses],
    sort: 'earliest' as const,
    limit: 100,
  };
  const { items } = usePages(
    'listBookings',
    { query },
    { enabled: labId !== undefined, wanted: 2_000, refetchInterval: 30_000, keepPrevious: true },
  );
  const byInstrument = useMemo(() => {
    const found = new Map<string, Booking[]>();
    for (const booking of items) {
      const list = found.get(booking.instrumentId);
      if (list) list.push(booking);
      else found.set(booking.instrumentId, [booking]);
    }
    return (instrumentId: string): readonly Booking[] => found.get(instrumentId) ?? noBookings;
  }, [items]);
  return { items, byInstrument };
}
