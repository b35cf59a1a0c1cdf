import { clockText, type Instant, instantOf, localParts, parseClock } from '../../ui/zone.ts';

/** An instant as a `datetime-local` field holds it, in the zone of the lab. */
export function fieldOf(at: Instant, zone: string): string {
  const { day, minutes } = localParts(at, zone);
  return `${day}T${clockText(minutes)}`;
}

/** What such a field says, as the API takes it; undefined while it is not a time. */
export function instantOfField(text: string, zone: string): string | undefined {
  const [day = '', clock = ''] = text.split('T');
  const minutes = parseClock(clock.slice(0, 5));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || minutes === undefined) return undefined;
  return new Date(instantOf(day, minutes, zone)).toISOString();
}
