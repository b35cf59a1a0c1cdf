import { m } from '@guanyi/messages';
import { TextField } from '../../ui/field.tsx';
import { clockText, instantOf, localParts, parseClock } from '../../ui/zone.ts';
import type { Span } from '../catalogue/availability-days.ts';

export interface WallTime {
  day: string;
  from: string;
  until: string;
}

/** A window as the wall clock of a zone shows it; an end at midnight is 24:00 of the day before. */
export function wallTimeOf(window: Span, zone: string): WallTime {
  const start = localParts(window.from, zone);
  const end = localParts(window.until, zone);
  const isMidnight = end.minutes === 0 && end.day > start.day;
  return { day: start.day, from: clockText(start.minutes), until: isMidnight ? '24:00' : clockText(end.minutes) };
}

/** The window that a day and two clock times mean; an end before the start is on the next day. Undefined while one is not a time. */
export function windowOf({ day, from, until }: WallTime, zone: string): Span | undefined {
  const [start, end] = [parseClock(from), parseClock(until)];
  if (start === undefined || end === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  return { from: instantOf(day, start, zone), until: instantOf(day, end > start ? end : end + 1440, zone) };
}

/** Day, start and end, each with a field of its own. */
export function TimeFields({ value, onChange }: { value: WallTime; onChange: (value: WallTime) => void }) {
  const set = (part: Partial<WallTime>) => onChange({ ...value, ...part });
  return (
    <div className="f3">
      <TextField
        type="date"
        label={m.storefront_day()}
        value={value.day}
        required
        onChange={(event) => set({ day: event.target.value })}
      />
      <TextField
        label={m.storefront_from()}
        inputMode="numeric"
        maxLength={5}
        value={value.from}
        required
        onChange={(event) => set({ from: event.target.value.trim() })}
      />
      <TextField
        label={m.storefront_until()}
        inputMode="numeric"
        maxLength={5}
        value={value.until}
        required
        onChange={(event) => set({ until: event.target.value.trim() })}
      />
    </div>
  );
}
