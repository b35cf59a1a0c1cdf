import { type PointerEvent, useRef, useState } from 'react';
import { type Instant, minuteMs } from '../../ui/zone.ts';
import type { BoardAxis } from './board-axis.ts';
import type { BoardClaim } from './board-claims.ts';

/** A claim that hangs at the pointer: where it would lie if it were let go now. */
export interface DraggedClaim {
  key: string;
  from: Instant;
  until: Instant;
  /** Lies over something else there. */
  clashes: boolean;
}

/** Less than that is a press and no drag. */
const thresholdPx = 5;
/** Times that a drag stops at; the rules of the instrument have the last word. */
const stepMs = 30 * minuteMs;

/** Where a claim comes to lie when it is pulled by a part of the board's width; whole half hours, its length kept. */
export function draggedTo(axis: BoardAxis, claim: Pick<BoardClaim, 'from' | 'until'>, byPlace: number) {
  const wanted = axis.instantAt(axis.place(claim.from) + byPlace);
  const from = Math.round(wanted / stepMs) * stepMs;
  return { from, until: from + (claim.until - claim.from) };
}

/** Drags the movable claims of one row along it with a mouse, a pen or a finger. Escape lets go without a change. */
export function useClaimDrag(
  axis: BoardAxis,
  claims: readonly BoardClaim[],
  onMove: (claim: BoardClaim, from: Instant, until: Instant) => void,
) {
  const [dragged, setDragged] = useState<DraggedClaim>();
  const grip = useRef<{ claim: BoardClaim; x: number; width: number; isDrag: boolean } | undefined>(undefined);
  const end = () => {
    grip.current = undefined;
    setDragged(undefined);
  };
  return {
    dragged,
    /** For the button of a movable claim. */
    handlersOf: (claim: BoardClaim) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const row = event.currentTarget.closest('.rw');
        if (!claim.isMovable || event.button !== 0 || !row) return;
        grip.current = { claim, x: event.clientX, width: row.getBoundingClientRect().width, isDrag: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const held = grip.current;
        if (!held || held.claim.key !== claim.key) return;
        const byPx = event.clientX - held.x;
        if (!held.isDrag && Math.abs(byPx) < thresholdPx) return;
        if (!held.isDrag) event.currentTarget.setPointerCapture(event.pointerId);
        held.isDrag = true;
        const place = draggedTo(axis, claim, byPx / held.width);
        const others = claims.filter((other) => other.key !== claim.key);
        const clashes = others.some((other) => other.from < place.until && other.until > place.from);
        setDragged({ key: claim.key, ...place, clashes });
      },
      onPointerUp: () => {
        const wasDrag = grip.current?.isDrag;
        const target = dragged;
        end();
        if (wasDrag && target && !target.clashes && target.from !== claim.from)
          onMove(claim, target.from, target.until);
      },
      onPointerCancel: end,
      onKeyDown: (event: React.KeyboardEvent) => {
        if (event.key === 'Escape' && grip.current) end();
      },
      /** A press that ends a drag opens nothing. */
      onClickCapture: (event: React.MouseEvent) => {
        if (dragged) {
          event.preventDefault();
          event.stopPropagation();
        }
      },
    }),
  };
}
