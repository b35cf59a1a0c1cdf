import { useQuery } from '@tanstack/react-query';
import { read } from '../../app/query.ts';
import { localText } from '../../ui/format.ts';
import { type Instant, minuteMs } from '../../ui/zone.ts';
import type { Conflict } from './conflict-words.ts';

/** Work of a lab that waits for a place: who stands in line, and what has to give way. */
export type Unscheduled = { id: string; instrumentId: string; who: string; what: string; minutes: number } & (
  | { kind: 'waiting'; from: Instant; until: Instant; position: number | undefined }
  | { kind: 'displaced'; conflict: Conflict; bookingId: string; dueAt: Instant }
);

const most = 50;

/** The most urgent first: displaced bookings by their deadline, then the line in its order. */
export function useUnscheduled(labId: string | undefined): readonly Unscheduled[] {
  const options = { enabled: labId !== undefined, refetchInterval: 60_000 };
  const lab = labId ?? '';
  const conflicts = useQuery({
    ...read('listConflicts', { query: { labId: lab, status: ['open', 'offered', 'escalated'], limit: most } }),
    ...options,
  });
  const line = useQuery({
    ...read('listWaitlistEntries', { query: { labId: lab, status: ['waiting'], limit: most } }),
    ...options,
  });
  const displaced = (conflicts.data?.items ?? []).flatMap((conflict): Unscheduled[] => {
    const { bookingId, instrumentId, from, until } = conflict;
    if (!bookingId || !until) return [];
    return [
      {
        ...{ kind: 'displaced', id: conflict.id, conflict, bookingId, instrumentId },
        ...{ who: localText(conflict.organisation.name), what: conflict.instrument.model },
        minutes: Math.round((Date.parse(until) - Date.parse(from)) / minuteMs),
        dueAt: Date.parse(conflict.deadline),
      },
    ];
  });
  const waiting = (line.data?.items ?? []).flatMap((entry): Unscheduled[] =>
    // A wish whose time has passed reads as lapsed before the sweeper has come by.
    entry.status !== 'waiting'
      ? []
      : [
          {
            ...{ kind: 'waiting', id: entry.id, instrumentId: entry.instrumentId, minutes: entry.minutes },
            ...{ who: localText(entry.organisation.name), what: entry.instrument.model },
            ...{ from: Date.parse(entry.from), until: Date.parse(entry.until), position: entry.position },
          },
        ],
  );
  const dueOf = (work: Unscheduled) => (work.kind === 'displaced' ? work.dueAt : work.from);
  return [...displaced.sort((a, b) => dueOf(a) - dueOf(b)), ...waiting.sort((a, b) => dueOf(a) - dueOf(b))];
}
