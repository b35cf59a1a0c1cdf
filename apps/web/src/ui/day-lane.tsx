import { clockText } from './zone.ts';

/** One thing on the lane. */
export interface LaneClaim {
  fromMinute: number;
  untilMinute: number;
  /** Classes of claims.css and calendar.css: `other`, `outage`, `buffer`, `pickd`, `shutb`, `rent`, `rent pend`, … */
  kind: string;
  /** Bold words; a claim too narrow for words keeps them for screen readers and the tooltip. */
  label: string;
  detail?: string | undefined;
}

interface DayLaneProps {
  /** Local minutes since midnight, whole hours look best. */
  fromMinute: number;
  untilMinute: number;
  claims: LaneClaim[];
  label: string;
  /** Hours without minutes, for narrow places. */
  isNarrow?: boolean;
}

/** Columns are five minutes wide, the finest grid that labs use. */
const stepMinutes = 5;

/** Below this share of the lane a claim has no room for words. */
const wordsFrom = 0.05;

/** The hours of one day with everything that lies on them. The same facts must stand in words beside it. */
export function DayLane({ fromMinute, untilMinute, claims, label, isNarrow }: DayLaneProps) {
  const span = Math.max(60, untilMinute - fromMinute);
  const hours = Math.ceil(span / 60);
  const every = hours > 14 ? 2 : 1;
  const column = (minute: number) =>
    Math.round((Math.min(Math.max(minute, fromMinute), untilMinute) - fromMinute) / stepMinutes) + 1;
  return (
    <div className="day-lane">
      <div className="hours" style={{ gridTemplateColumns: `repeat(${hours}, minmax(0, 1fr))` }} aria-hidden="true">
        {Array.from({ length: hours }, (_, index) => {
          const text = clockText(fromMinute + index * 60);
          return <span key={text}>{index % every === 0 ? (isNarrow ? text.slice(0, 2) : text) : ''}</span>;
        })}
      </div>
      <ol
        className="lane"
        aria-label={label}
        style={{ '--n': span / stepMinutes, '--h': span / 60 } as React.CSSProperties}
      >
        {claims
          .filter((claim) => claim.untilMinute > fromMinute && claim.fromMinute < untilMinute)
          .map((claim) => {
            const share = (claim.untilMinute - claim.fromMinute) / span;
            const times = `${clockText(Math.max(0, claim.fromMinute))}–${clockText(Math.min(1440, claim.untilMinute))}`;
            return (
              <li
                key={`${claim.kind} ${claim.fromMinute}`}
                className={`claim ${claim.kind}${share < wordsFrom ? ' thin' : ''}`}
                style={{ gridColumn: `${column(claim.fromMinute)} / ${column(claim.untilMinute)}` }}
                title={`${claim.label} ${times}`}
              >
                <span className={share < wordsFrom || claim.kind === 'shutb' ? 'vh' : undefined}>
                  <b>{claim.label}</b> {claim.detail ?? times}
                </span>
              </li>
            );
          })}
      </ol>
    </div>
  );
}
