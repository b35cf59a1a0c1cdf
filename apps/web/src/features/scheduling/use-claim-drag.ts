import { m } from '@guanyi/messages';
import { type PointerEvent, useRef, useState } from 'react';
import { showToast } from '../../ui/toast.tsx';
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

/** What the pointer holds. Where it would lie is kept here as well, as a quick hand lets go before that is drawn. */
interface Held {
  claim: BoardClaim;
  x: number;
  width: number;
  grip: Grip;
  isDrag: boolean;
  target?: { from: Instant; until: Instant };
}

/** Which part is pulled: the whole, or one end. */
export type Grip = 'whole' | 'start' | 'end';

/** Less than that is a press and no drag. */
const thresholdPx = 5;
/** Times that a drag stops at; the rules of the instrument have the last word. */
const stepMs = 30 * minuteMs;

/** A half hour near an instant. */
export function onStep(at: Instant): Instant {
  return Math.round(at / stepMs) * stepMs;
}

/**
 * Where a claim comes to lie when a part of it is pulled by a share of the board's width; whole half hours. Pulled whole it keeps its
 * length, pulled by an end it keeps the other end and at least one step.
 */
export function draggedTo(
  axis: BoardAxis,
  claim: Pick<BoardClaim, 'from' | 'until'>,
  byPlace: number,
  grip: Grip = 'whole',
) {
  const pulled = (at: Instant) => onStep(axis.instantAt(axis.place(at) + byPlace));
  if (grip === 'start') return { from: Math.min(pulled(claim.from), claim.until - stepMs), until: claim.until };
  if (grip === 'end') return { from: claim.from, until: Math.max(pulled(claim.until), claim.from + stepMs) };
  const from = pulled(claim.from);
  return { from, until: from + (claim.until - claim.from) };
}

/** What lies where something is to be put, other than `key` itself and what has given way already. */
export function clashAt(
  claims: readonly BoardClaim[],
  window: { from: Instant; until: Instant },
  key?: string,
): BoardClaim | undefined {
  return claims.find(
    (other) => other.key !== key && !other.isSuspended && other.from < window.until && other.until > window.from,
  );
}

/** Says what lies where something was let go; nothing has changed. */
export function sayTaken(other: Pick<BoardClaim, 'title' | 'times'>): void {
  showToast({ tone: 'bad', text: m.board_clash_with({ who: other.title, times: other.times }) });
}

/** Drags the movable claims of one row along it, or one end of them, with a mouse, a pen or a finger. Escape lets go without a change. */
export function useClaimDrag(
  axis: BoardAxis,
  claims: readonly BoardClaim[],
  onMove: (claim: BoardClaim, from: Instant, until: Instant) => void,
) {
  const [dragged, setDragged] = useState<DraggedClaim>();
  const held = useRef<Held | undefined>(undefined);
  /** The click that follows the end of a drag is still to come. */
  const isLetGo = useRef(false);
  const end = () => {
    held.current = undefined;
    setDragged(undefined);
  };
  return {
    dragged,
    /** For the button of a movable claim, and for the handles at its ends. */
    handlersOf: (claim: BoardClaim, grip: Grip = 'whole') => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const row = event.currentTarget.closest('.rw');
        isLetGo.current = false;
        if (!claim.isMovable || event.button !== 0 || !row) return;
        // At once, as a quick hand has left a narrow claim before it is seen to move.
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { claim, x: event.clientX, width: row.getBoundingClientRect().width, grip, isDrag: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const now = held.current;
        if (!now || now.claim.key !== claim.key) return;
        const byPx = event.clientX - now.x;
        if (!now.isDrag && Math.abs(byPx) < thresholdPx) return;
        now.isDrag = true;
        const place = draggedTo(axis, claim, byPx / now.width, now.grip);
        now.target = place;
        setDragged({ key: claim.key, ...place, clashes: clashAt(claims, place, claim.key) !== undefined });
      },
      onPointerUp: () => {
        const target = held.current?.target;
        end();
        isLetGo.current = target !== undefined;
        if (!target || (target.from === claim.from && target.until === claim.until)) return;
        const taken = clashAt(claims, target, claim.key);
        if (taken) sayTaken(taken);
        else onMove(claim, target.from, target.until);
      },
      onPointerCancel: end,
      onKeyDown: (event: React.KeyboardEvent) => {
        if (event.key === 'Escape' && held.current) end();
      },
      /** A press that ends a drag opens nothing. */
      onClickCapture: (event: React.MouseEvent) => {
        if (isLetGo.current) {
          isLetGo.current = false;
          event.preventDefault();
          event.stopPropagation();
        }
      },
    }),
  };
}
