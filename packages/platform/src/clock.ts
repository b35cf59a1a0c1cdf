import { readFileSync } from 'node:fs';

/** Where a process takes its time from. Epoch milliseconds. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock file is looked at again after this long, so that a change is seen within 0.3 s. */
const rereadAfterMs = 100;

/**
 * The clock of one process: the system's, or an instant kept in a file (RFC 3339) that stands still until the file changes.
 * @throws Error at creation when the file holds no instant.
 */
export function createClock(clockFile: string | undefined): Clock {
  if (!clockFile) return systemClock;
  let value = readInstant(clockFile);
  if (value === undefined) throw new Error('CLOCK_FILE does not hold an RFC 3339 instant.');
  let readAt = performance.now();
  return {
    now() {
      if (performance.now() - readAt > rereadAfterMs) {
        readAt = performance.now();
        value = readInstant(clockFile) ?? value;
      }
      return value as number;
    },
  };
}

/** A file that is being replaced may be empty for a moment; the last good instant then stays. */
function readInstant(file: string): number | undefined {
  try {
    const at = Date.parse(readFileSync(file, 'utf8').trim());
    return Number.isNaN(at) ? undefined : at;
  } catch {
    return undefined;
  }
}
