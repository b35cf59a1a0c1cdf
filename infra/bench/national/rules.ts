import { addDays, type Day, dayOfWeek } from '@guanyi/domain/kernel/local-time';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';
import type { BookingRules, WeeklyWindow } from '@guanyi/domain/scheduling/booking-rules';

/** One way to place a booking in a cell: minutes after local midnight. */
export interface Placement {
  from: number;
  until: number;
  /** With set-up before and tear-down after. */
  occupiedFrom: number;
  occupiedUntil: number;
}

/**
 * Booking rules together with the places in a day where generated bookings may lie. A day is cut into cells, and a cell
 * takes one booking with its buffers, so whatever cells are chosen, no two bookings overlap.
 */
export interface RuleTemplate {
  rules: BookingRules;
  weight: number;
  cells: readonly (readonly Placement[])[];
}

interface Shape {
  weekdays: number[];
  /** Open windows of an open day, minutes after midnight. */
  open: [number, number][];
  slot: number;
  minimum: number;
  maximum: number;
  setup: number;
  teardown: number;
  lead: number;
  weight: number;
  /** The longest booking that is generated, so that a day takes several. */
  usual: number;
}

const working = [1, 2, 3, 4, 5];
const withSaturday = [1, 2, 3, 4, 5, 6];
const allDays = [1, 2, 3, 4, 5, 6, 7];
const office: [number, number][] = [[510, 1_050]];
const short: [number, number][] = [[540, 1_020]];
const split: [number, number][] = [
  [510, 720],
  [810, 1_050],
];
const long: [number, number][] = [[480, 1_200]];
const round: [number, number][] = [[0, 1_440]];

const shapes: Shape[] = [
  shape(working, office, 30, [30, 480], [0, 0], 60, 18, 120),
  shape(working, office, 30, [60, 240], [15, 15], 120, 14, 120),
  shape(working, office, 60, [60, 480], [0, 30], 240, 10, 120),
  shape(working, office, 15, [15, 240], [15, 0], 60, 6, 90),
  shape(working, short, 30, [30, 480], [0, 0], 0, 10, 120),
  shape(working, short, 60, [60, 480], [30, 30], 240, 8, 180),
  shape(working, split, 30, [30, 240], [0, 0], 60, 8, 90),
  shape(working, split, 30, [30, 180], [0, 15], 120, 5, 60),
  shape(withSaturday, long, 30, [30, 720], [0, 0], 60, 6, 180),
  shape(withSaturday, long, 60, [60, 480], [30, 30], 240, 5, 180),
  shape(withSaturday, long, 15, [15, 360], [15, 15], 60, 4, 120),
  shape(allDays, round, 60, [60, 1_440], [0, 60], 240, 3, 420),
  shape(allDays, round, 30, [60, 720], [30, 30], 120, 3, 300),
];

function shape(
  weekdays: number[],
  open: [number, number][],
  slot: number,
  [minimum, maximum]: [number, number],
  [setup, teardown]: [number, number],
  lead: number,
  weight: number,
  usual: number,
): Shape {
  return { weekdays, open, slot, minimum, maximum, setup, teardown, lead, weight, usual };
}

/** After so many minutes without check-in a booking is a no-show, on every instrument. */
export const noShowMinutes = 30;

/** The sets of rules that generated instruments have. */
export const ruleTemplates: readonly RuleTemplate[] = shapes.map((form, i) => ({
  weight: form.weight,
  cells: cellsOf(form),
  rules: {
    weekly: form.weekdays.flatMap((day) =>
      form.open.map(([from, until]): WeeklyWindow => ({ day, from: clock(from), until: clock(until) })),
    ),
    slotMinutes: form.slot,
    minMinutes: form.minimum,
    maxMinutes: form.maximum,
    leadMinutes: form.lead,
    // Always far more than is booked ahead, so that free days remain for measuring.
    horizonDays: i % 2 === 0 ? 120 : 180,
    setupMinutes: form.setup,
    teardownMinutes: form.teardown,
    closedOnHolidays: form.open !== round,
    noShowMinutes,
    // A bound that generated bookings never reach: at most six cells on six days.
    quotas: i % 3 === 0 ? [{ per: 'organisation', unit: 'bookings', window: 'week', limit: 40 }] : [],
    qualificationIds: [],
  },
}));

/** Numbers of the open days from `first` to `last`, both included, counted from `today`. */
export function openDays(
  template: RuleTemplate,
  calendar: WorkCalendar,
  today: Day,
  first: number,
  last: number,
): number[] {
  const weekdays = new Set(template.rules.weekly.map((window) => window.day));
  const found: number[] = [];
  for (let number = first; number <= last; number += 1) {
    const day = addDays(today, number);
    const isClosed = template.rules.closedOnHolidays && calendar.classOf(day) === 'holiday';
    if (weekdays.has(dayOfWeek(day)) && !isClosed) found.push(number);
  }
  return found;
}

function cellsOf(form: Shape): Placement[][] {
  const length = Math.ceil((form.setup + form.usual + form.teardown) / form.slot) * form.slot + slack(form);
  const cells: Placement[][] = [];
  for (const [from, until] of form.open) {
    for (let start = from; start + length <= until; start += length)
      cells.push(placements(form, start, start + length));
  }
  return cells;
}

/** Room to reach the grid when the buffer before is no multiple of it. */
function slack(form: Shape): number {
  return form.setup % form.slot === 0 ? 0 : form.slot;
}

function placements(form: Shape, cellFrom: number, cellUntil: number): Placement[] {
  const found: Placement[] = [];
  const firstStart = Math.ceil((cellFrom + form.setup) / form.slot) * form.slot;
  const shortest = Math.ceil(form.minimum / form.slot) * form.slot;
  for (let from = firstStart; from < cellUntil; from += form.slot) {
    for (let minutes = shortest; minutes <= form.usual; minutes += form.slot) {
      const placement = {
        from,
        until: from + minutes,
        occupiedFrom: from - form.setup,
        occupiedUntil: from + minutes + form.teardown,
      };
      if (placement.occupiedUntil <= cellUntil) found.push(placement);
    }
  }
  return found;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
