import { m } from '@guanyi/messages';
import { useMemo } from 'react';
import { now } from '../../app/clock.ts';
import { dayWithWeekday, defaultZone, shortDay } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { addDays, dayOf, weekdayOf } from '../../ui/zone.ts';
import { dayAxis, spanFor, weekAxis, wholeDay } from './board-axis.ts';
import type { BoardSearch } from './board-search.ts';
import { useBoardData, useLabBookings } from './use-board-data.ts';

/** What the address asks the board to show: which lab and days, on which axis, with what on it. */
export function useBoardView(search: BoardSearch, firstLabId: string | undefined) {
  const at = useNow(now, 30_000);
  const labId = search.lab ?? firstLabId;
  const { instruments, ...data } = useBoardData(labId, search.words);
  const zone = instruments[0]?.zone ?? defaultZone;
  const today = dayOf(at, zone);
  const day = search.day ?? today;
  const isWeek = search.span === 'week';
  const first = isWeek ? addDays(day, 1 - weekdayOf(day)) : day;
  const dayCount = isWeek ? 7 : 1;
  const bookings = useLabBookings(labId, first, dayCount, zone);
  const span = search.hours === 'all' ? wholeDay : spanFor(bookings.items, first, dayCount, zone);
  const { fromHour, untilHour } = span;
  const axis = useMemo(
    () => (isWeek ? weekAxis : dayAxis)(first, { fromHour, untilHour }, zone),
    [isWeek, first, fromHour, untilHour, zone],
  );
  const title = isWeek
    ? m.desk_days_range({ from: shortDay(first), until: shortDay(addDays(first, 6)) })
    : dayWithWeekday(day);
  return { ...data, at, labId, zone, today, day, isWeek, axis, title, bookingsOf: bookings.byInstrument };
}
