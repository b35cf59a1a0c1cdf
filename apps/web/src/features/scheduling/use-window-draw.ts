import { type PointerEvent, useRef, useState } from 'react';
import type { Instant } from '../../ui/zone.ts';
import type { BoardAxis } from './board-axis.ts';
import type { BoardClaim } from './board-claims.ts';
import { clashAt, onStep, sayTaken } from './use-claim-drag.ts';

/** A window that somebody draws on a row. */
export interface DrawnWindow {
  from: Instant;
  until: Instant;
  clashes: boolean;
}

/** Where the pointer went down, and the window from there to where it is; a quick hand lets go before that is drawn. */
interface Stroke {
  x: number;
  left: number;
  width: number;
  window?: { from: Instant; until: Instant };
}

/** Less than that is a press and no drawing. */
const thresholdPx = 8;

/**
 * Draws a window on the empty part of a row. A finger scrolls there instead, and the form for something new does the same without a
 * pointer.
 */
export function useWindowDraw(
  axis: BoardAxis,
  claims: readonly BoardClaim[],
  onDraw: ((from: Instant, until: Instant) => void) | undefined,
) {
  const [drawn, setDrawn] = useState<DrawnWindow>();
  const began = useRef<Stroke | undefined>(undefined);
  const end = () => {
    began.current = undefined;
    setDrawn(undefined);
  };
  const handlers = onDraw && {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.target !== event.currentTarget || event.button !== 0 || event.pointerType === 'touch') return;
      const { left, width } = event.currentTarget.getBoundingClientRect();
      began.current = { x: event.clientX, left, width };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = began.current;
      if (!start || (!start.window && Math.abs(event.clientX - start.x) < thresholdPx)) return;
      if (!start.window) event.currentTarget.setPointerCapture(event.pointerId);
      const at = (x: number) => onStep(axis.instantAt((x - start.left) / start.width));
      const [from, until] = [at(Math.min(start.x, event.clientX)), at(Math.max(start.x, event.clientX))];
      if (until <= from) return;
      start.window = { from, until };
      setDrawn({ from, until, clashes: clashAt(claims, { from, until }) !== undefined });
    },
    onPointerUp: () => {
      const window = began.current?.window;
      end();
      if (!window) return;
      const taken = clashAt(claims, window);
      if (taken) sayTaken(taken);
      else onDraw(window.from, window.until);
    },
    onPointerCancel: end,
  };
  return { drawn, handlers };
}
