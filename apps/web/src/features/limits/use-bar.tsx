import { m } from '@guanyi/messages';
import { yuanText } from '../../ui/format.ts';

interface UseBarProps {
  limitFen: number;
  /** Used for good first, then what is only reserved: solid and half-tone, as on every calendar. */
  parts: readonly [usedFen: number, reservedFen: number];
}

/** How much of a limit is used and reserved; the numbers stand beside it, so the bar is for the eye alone. */
export function UseBar({ limitFen, parts: [usedFen, reservedFen] }: UseBarProps) {
  const whole = Math.max(limitFen, usedFen + reservedFen, 1);
  const share = (fen: number) => `${Math.max(0, Math.min(100, (fen / whole) * 100))}%`;
  const label = m.limits_use_of({ used: yuanText(usedFen + reservedFen), limit: yuanText(limitFen) });
  return (
    <div className="use-bar" role="img" aria-label={label}>
      <i style={{ width: share(usedFen) }} />
      <i className="reserved" style={{ width: share(reservedFen) }} />
    </div>
  );
}
