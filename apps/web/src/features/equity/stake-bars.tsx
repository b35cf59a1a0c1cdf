import { m } from '@guanyi/messages';
import { countText } from '../../ui/format.ts';
import { shareText } from './equity-words.ts';

export interface StakePart {
  key: string;
  name: string;
  units: number;
  /** The contributing unit: dotted. */
  isOwn: boolean;
}

/** One bar of stakes; all bars of a pair have the same width, so that shares can be compared. */
export function StakeBar({ label, issued, parts }: { label: string; issued: number; parts: readonly StakePart[] }) {
  return (
    <>
      <span className="m s">
        {label}
        <br />
        {m.equity_units({ n: countText(issued) })}
      </span>
      <ol aria-label={label}>
        {parts
          .filter((part) => part.units > 0)
          .map((part) => (
            <li
              key={part.key}
              className={part.isOwn ? 'equity' : undefined}
              style={{ '--w': part.units } as React.CSSProperties}
              title={`${part.name} ${countText(part.units)}`}
            >
              <span>
                <b>
                  {part.name} {shareText(part.units, issued)}
                </b>
              </span>
              <span>{m.equity_units({ n: countText(part.units) })}</span>
            </li>
          ))}
      </ol>
    </>
  );
}
