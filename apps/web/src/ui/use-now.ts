import { useEffect, useState } from 'react';

/** The time of `clock`, renewed every `everyMs`, for what ages while it is looked at. */
export function useNow(clock: () => number, everyMs: number): number {
  const [at, setAt] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setAt(clock()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return at;
}
