import { defaultZone } from '../../ui/format.ts';
import { dayMs, dayOf, type Instant, instantOf } from '../../ui/zone.ts';
import type { FinanceRow } from './finance-rows.ts';

/** The hours of the day that all rows share, whole and local. */
export interface HourScale {
  fromHour: number;
  untilHour: number;
}

const usual: HourScale = { fromHour: 8, untilHour: 20 };
const hourMs = dayMs / 24;

function windowsOf(row: FinanceRow): { from: Instant; until: Instant }[] {
  const { usage } = row;
  if (!usage) return [];
  const windows = [];
  if (usage.bookedFrom && usage.bookedUntil) {
    windows.push({ from: Date.parse(usage.bookedFrom), until: Date.parse(usage.bookedUntil) });
  }
  for (const { from, until } of usage.metered)
    if (until) windows.push({ from: Date.parse(from), until: Date.parse(until) });
  if (usage.until) windows.push({ from: Date.parse(usage.from), until: Date.parse(usage.until) });
  return windows;
}

/** Midnight of the day on which the row began. */
function startOf(row: FinanceRow): Instant {
  const first = Math.min(...windowsOf(row).map(({ from }) => from), row.at);
  return instantOf(dayOf(first, defaultZone), 0, defaultZone);
}

/** One scale for all rows: 8 to 20 o'clock, wider in steps of an hour where a use lies outside; divided into four. */
export function hourScale(rows: readonly FinanceRow[]): HourScale {
  let { fromHour, untilHour } = usual;
  for (const row of rows) {
    const start = startOf(row);
    for (const { from, until } of windowsOf(row)) {
      fromHour = Math.min(fromHour, Math.max(0, Math.floor((from - start) / hourMs)));
      untilHour = Math.max(untilHour, Math.min(24, Math.ceil((until - start) / hourMs)));
    }
  }
  const missing = (4 - ((untilHour - fromHour) % 4)) % 4;
  const later = Math.min(24, untilHour + missing);
  return { fromHour: Math.max(0, fromHour - (missing - (later - untilHour))), untilHour: later };
}

/** The scale's hours over the bars. */
export function HourHead({ scale, unit }: { scale: HourScale; unit: string }) {
  const step = (scale.untilHour - scale.fromHour) / 4;
  return (
    <span className="tri-head">
      {[0, 1, 2, 3, 4].map((index) => (
        <span key={index}>
          {scale.fromHour + index * step}
          {index === 4 && ` ${unit}`}
        </span>
      ))}
    </span>
  );
}

/** Booked as an outline, used as a solid bar, metered as a thin line, on the scale of all rows. The times stand in words beside it. */
export function HourBars({ row, scale }: { row: FinanceRow; scale: HourScale }) {
  const { usage } = row;
  if (!usage) return null;
  const [metered] = usage.metered;
  const start = startOf(row) + scale.fromHour * hourMs;
  const length = (scale.untilHour - scale.fromHour) * hourMs;
  const bar = (from: string | undefined, until: string | undefined) => {
    if (!from || !until) return <i hidden />;
    const left = Math.min(100, Math.max(0, ((Date.parse(from) - start) / length) * 100));
    const right = Math.min(100, Math.max(0, ((Date.parse(until) - start) / length) * 100));
    return <i style={{ '--a': left, '--w': Math.max(0.5, right - left) } as React.CSSProperties} />;
  };
  return (
    <div className={metered ? 'tri' : 'tri pair'} aria-hidden="true">
      {bar(usage.bookedFrom, usage.bookedUntil)}
      {bar(usage.from, usage.until)}
      {metered && bar(metered.from, metered.until)}
    </div>
  );
}
