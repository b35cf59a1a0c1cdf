import { addDays, type Day, dayOfWeek, localDay, parseClock, wallTime } from '../kernel/local-time.ts';
import { HOUR_MS, type Instant, intersect, mergeWindows, type Window } from '../kernel/window.ts';
import type { WeeklyWindow } from './booking-rules.ts';

/** Hours of the week that an agreement keeps for a stakeholder on an instrument that stays with the lab. */
export interface PriorityHours {
  /** Who may book them before others. */
  organisationId: string;
  weekly: readonly WeeklyWindow[];
  /** So many hours before its start a stretch that the stakeholder has not booked is free to all; 0 keeps it until then. */
  releaseHours: number;
}

/** Those that bind a customer: everybody's but its own. A visitor, `null`, is bound by all. */
export function priorityOfOthers(
  hours: readonly PriorityHours[],
  organisationId: string | null,
): readonly PriorityHours[] {
  return hours.length === 0 ? hours : hours.filter((one) => one.organisationId !== organisationId);
}

/**
 * The parts of `range` that are kept for somebody else at `now`. Each weekly window is released by itself, when its own start is
 * `releaseHours` away, the whole of it at once; a night is two windows. The caller bounds the range.
 */
export function keptWindows(hours: readonly PriorityHours[], zone: string, range: Window, now: Instant): Window[] {
  if (hours.length === 0 || range.until <= range.from) return [];
  const kept: Window[] = [];
  const lastDay = localDay(zone, range.until - 1);
  for (let day = localDay(zone, range.from); day <= lastDay; day = addDays(day, 1)) {
    for (const one of hours) kept.push(...keptOn(one, zone, day, range, now));
  }
  return mergeWindows(kept);
}

function keptOn(hours: PriorityHours, zone: string, day: Day, range: Window, now: Instant): Window[] {
  return hours.weekly.flatMap((entry) => {
    if (entry.day !== dayOfWeek(day)) return [];
    const from = wallTime(zone, day, parseClock(entry.from) ?? 0);
    const until = wallTime(zone, day, parseClock(entry.until) ?? 0);
    const isReleased = now >= from - hours.releaseHours * HOUR_MS;
    const shared = isReleased ? null : intersect({ from, until }, range);
    return shared ?? [];
  });
}
