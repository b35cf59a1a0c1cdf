import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';

const marked = '[data-row][data-place]';

/**
 * Arrow keys over a board. Its controls say with `data-row` and `data-place` where they are: left and right walk along a row, up and
 * down go to the nearest place of the next row that has one. Tab reaches one control of the board, the one last used.
 */
export function useArrowGrid<T extends HTMLElement>(): {
  ref: RefObject<T | null>;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: (event: FocusEvent) => void;
} {
  const ref = useRef<T>(null);
  useEffect(() => {
    const board = ref.current;
    if (!board || board.querySelector(`${marked}[tabindex="0"]`)) return;
    board.querySelector(marked)?.setAttribute('tabindex', '0');
  });
  const onFocus = (event: FocusEvent) => {
    const target = (event.target as Element).closest(marked);
    if (!target) return;
    for (const other of ref.current?.querySelectorAll(`${marked}[tabindex="0"]`) ?? []) {
      other.setAttribute('tabindex', '-1');
    }
    target.setAttribute('tabindex', '0');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = (event.target as Element).closest<HTMLElement>(marked);
    if (!target || !ref.current) return;
    const next = neighbour(ref.current, target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return { ref, onKeyDown, onFocus };
}

function neighbour(board: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const controls = [...board.querySelectorAll<HTMLElement>(marked)];
  const rowOf = (control: HTMLElement) => Number(control.dataset.row);
  const placeOf = (control: HTMLElement) => Number(control.dataset.place);
  const row = rowOf(from);
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const inRow = controls.filter((control) => rowOf(control) === row).sort((a, b) => placeOf(a) - placeOf(b));
    return inRow[inRow.indexOf(from) + (key === 'ArrowRight' ? 1 : -1)];
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const target = row + (key === 'ArrowDown' ? 1 : -1);
  return controls
    .filter((control) => rowOf(control) === target)
    .sort((a, b) => Math.abs(placeOf(a) - placeOf(from)) - Math.abs(placeOf(b) - placeOf(from)))[0];
}
