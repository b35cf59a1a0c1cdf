import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { dayTime, durationText, timeOf } from '../../ui/format.ts';
import { TimeRange } from '../../ui/time-range.tsx';
import { roomForPanel, useMedia } from '../../ui/use-media.ts';
import { causeName } from './conflict-words.ts';
import type { useCarry } from './use-carry.ts';
import type { Unscheduled } from './use-unscheduled.ts';

interface BoardTrayProps {
  items: readonly Unscheduled[];
  zone: string;
  carry: ReturnType<typeof useCarry>;
  /** Asks for the dialog that places without dragging. */
  onAsk: (work: Unscheduled) => void;
}

/** Work that waits for a place: to be dragged to its row, or placed by a form with the same effect. */
export function BoardTray({ items, zone, carry, onAsk }: BoardTrayProps) {
  const isWide = useMedia(roomForPanel);
  if (items.length === 0) return null;
  return (
    <details className="unset" open={isWide} aria-label={m.board_tray()}>
      <summary>
        <b>{m.board_tray_count({ n: items.length })}</b>{' '}
        <span className="m s" aria-live="polite">
          {carry.held ? carriedText(carry, zone) : m.board_tray_hint()}
        </span>
      </summary>
      <ul>
        {items.map((work) => (
          <li key={work.id} className={carry.held?.id === work.id ? 'held' : undefined} {...carry.gripOf(work)}>
            <p>
              <b>{work.kind === 'waiting' ? m.board_tray_waiting() : m.board_tray_displaced()}</b>{' '}
              {durationText(work.minutes)} <span className="m">{work.who}</span>
            </p>
            <Button size="small" aria-label={`${m.board_place()} ${work.who} ${work.what}`} onClick={() => onAsk(work)}>
              {m.board_place()}
            </Button>
            <p className="m xs">
              <WorkFacts work={work} zone={zone} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function WorkFacts({ work, zone }: { work: Unscheduled; zone: string }) {
  if (work.kind === 'waiting')
    return (
      <>
        <span lang="en">{work.what}</span> · <TimeRange from={work.from} until={work.until} zone={zone} />
      </>
    );
  return (
    <>
      <span lang="en">{work.what}</span> · {causeName(work.conflict.cause)} ·{' '}
      <Link to="/desk/conflicts" search={{ conflict: work.id }}>
        {m.board_tray_due({ when: dayTime(work.dueAt, zone) })}
      </Link>
    </>
  );
}

/** What letting go would do now. */
function carriedText({ carried }: ReturnType<typeof useCarry>, zone: string): string {
  if (!carried) return m.board_carry();
  if (carried.isElsewhere) return m.board_carry_elsewhere({ model: carried.work.what });
  const times = `${timeOf(carried.from, zone)}–${timeOf(carried.until, zone)}`;
  return carried.clashes ? m.board_carry_clash({ times }) : m.board_carry_here({ times });
}
