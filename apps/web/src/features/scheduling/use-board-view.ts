import { m } from '@guanyi/messages';
import { useMemo } from 'react';
import { now } from '../../app/clock.ts';
import { dayWithWeekday, defaultZone, shortDay } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { addDays, type Day, dayOf, stepMonth, weekdayOf } from '../../ui/zone.ts';
import { dayAxis, monthAxis, spanFor, weekAxis, wholeDay } from './board-axis.ts';
import type { BoardSearch, BoardSpan } from './board-search.ts';
import { useBoardData, useLabBoard } from './use-board-data.ts';

/** What the address asks the board to show: which lab and days, on which axis, with what on it. */
export function useBoardView(search: BoardSearch, firstLabId: string | undefined) {
  const at = useNow(now, 30_000);
  const labId = search.lab ?? firstLabId;
  const data = useBoardData(labId, search);
  const zone = data.instruments[0]?.zone ?? defaultZone;
  const today = dayOf(at, zone);
  const day = search.day ?? today;
  const { first, dayCount } = daysOf(search.span, day);
  const board = useLabBoard(labId, first, dayCount, zone);
  const span = search.hours === 'all' ? wholeDay : spanFor(board.all, first, dayCount, zone);
  const { fromHour, untilHour } = span;
  const axis = useMemo(() => {
    if (search.span === 'month') return monthAxis(first, dayCount, zone);
    return (search.span === 'week' ? weekAxis : dayAxis)(first, { fromHour, untilHour }, zone);
  }, [search.span, first, dayCount, fromHour, untilHour, zone]);
  const title = search.span
    ? m.desk_days_range({ from: shortDay(first), until: shortDay(addDays(first, dayCount - 1)) })
    : dayWithWeekday(day);
  return { ...data, at, labId, zone, today, day, span: search.span, axis, title, laneOf: board.laneOf };
}

/** The first day shown and how many: a day, its week from Monday, or its month. */
function daysOf(span: BoardSpan | undefined, day: Day): { first: Day; dayCount: number } {
  if (span === 'week') return { first: addDays(day, 1 - weekdayOf(day)), dayCount: 7 };
  if (span !== 'month') return { first: day, dayCount: 1 };
  const first = `${day.slice(0, 7)}-01`;
  return { first, dayCount: Number(addDays(stepMonth(first, 1), -1).slice(8)) };
}
