import { rangeText } from './format.ts';
import type { Instant } from './zone.ts';

/** A window in the zone of the lab, machine-readable for assistive technology and copy-paste. */
export function TimeRange({ from, until, zone }: { from: Instant; until: Instant; zone: string }) {
  return (
    <time dateTime={`${new Date(from).toISOString()}/${new Date(until).toISOString()}`}>
      {rangeText(from, until, zone)}
    </time>
  );
}
