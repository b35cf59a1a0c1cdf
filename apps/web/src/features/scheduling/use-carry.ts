import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { type Instant, minuteMs } from '../../ui/zone.ts';
import type { BoardAxis } from './board-axis.ts';
import type { BoardLane } from './board-claims.ts';
import { clashAt, onStep } from './use-claim-drag.ts';
import type { Unscheduled } from './use-unscheduled.ts';

/** Work from the tray at the pointer, and where on the board it hangs. */
export interface Carried {
  work: Unscheduled;
  instrumentId: string;
  from: Instant;
  until: Instant;
  /** Something lies there, or it is the row of another instrument. */
  clashes: boolean;
  isElsewhere: boolean;
}

interface CarryOptions {
  axis: BoardAxis;
  laneOf: (instrumentId: string) => BoardLane;
  onPlace: (work: Unscheduled, from: Instant) => void;
}

/** Less than that is a press and no drag. */
const thresholdPx = 5;

/** Carries work from the tray to a row of the board; Escape lets go without a change. */
export function useCarry({ axis, laneOf, onPlace }: CarryOptions) {
  const [held, setHeld] = useState<{ work: Unscheduled; x: number; y: number }>();
  const [carried, setCarried] = useState<Carried>();
  const latest = useRef({ axis, laneOf, onPlace });
  latest.current = { axis, laneOf, onPlace };
  useEffect(() => {
    if (!held) return;
    let target: Carried | undefined;
    const move = (event: globalThis.PointerEvent) => {
      if (!target && Math.hypot(event.clientX - held.x, event.clientY - held.y) < thresholdPx) return;
      event.preventDefault();
      target = hangsAt(held.work, event.clientX, event.clientY, latest.current);
      setCarried(target);
    };
    const letGo = () => {
      if (target && !target.clashes) latest.current.onPlace(held.work, target.from);
      setHeld(undefined);
    };
    const drop = () => setHeld(undefined);
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && drop();
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', letGo);
    window.addEventListener('pointercancel', drop);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', letGo);
      window.removeEventListener('pointercancel', drop);
      window.removeEventListener('keydown', onKey);
      setCarried(undefined);
    };
  }, [held]);
  /** For the card of the work. */
  const gripOf = (work: Unscheduled) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || event.pointerType === 'touch' || (event.target as Element).closest('button, a')) return;
      event.preventDefault();
      setHeld({ work, x: event.clientX, y: event.clientY });
    },
  });
  return { carried, held: held?.work, gripOf };
}

function hangsAt(
  work: Unscheduled,
  x: number,
  y: number,
  { axis, laneOf }: Pick<CarryOptions, 'axis' | 'laneOf'>,
): Carried | undefined {
  const row = document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<HTMLElement>('[data-instrument]'))
    .find(Boolean);
  const instrumentId = row?.dataset.instrument;
  if (!row || !instrumentId) return undefined;
  const { left, width } = row.getBoundingClientRect();
  const from = onStep(axis.instantAt((x - left) / width));
  const until = from + work.minutes * minuteMs;
  const isElsewhere = instrumentId !== work.instrumentId;
  const key = work.kind === 'displaced' ? `${work.bookingId} booking` : undefined;
  const clash = clashAt(laneOf(instrumentId).claims, { from, until }, key);
  return { work, instrumentId, from, until, isElsewhere, clashes: isElsewhere || clash !== undefined };
}
