import { m } from '@guanyi/messages';
import { type ReactNode, useEffect, useState } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** `ok` good, `hm` needs a look, `bad` refused or late. */
export type Tone = 'ok' | 'hm' | 'bad';

/** A small outlined fact. Tone never speaks alone: give it words, and an icon where it warns. */
export function Tag({ tone, icon, children }: { tone?: Tone | undefined; icon?: IconName; children: ReactNode }) {
  return (
    <span className={tone ? `tag ${tone}` : 'tag'}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

/** A sentence with a coloured bar: information, warning (`hm`) or refusal (`bad`). */
export function Note({ tone, children }: { tone?: 'hm' | 'bad' | undefined; children: ReactNode }) {
  return (
    <div className={tone ? `note ${tone}` : 'note'}>
      <Icon name={tone ? 'warn' : 'info'} />
      <div>{children}</div>
    </div>
  );
}

/** A filter that is set, with a button that takes it off. */
export function Chip({
  children,
  removeLabel,
  onRemove,
}: {
  children: ReactNode;
  removeLabel: string;
  onRemove: () => void;
}) {
  return (
    <button type="button" className="chip" aria-label={removeLabel} onClick={onRemove}>
      {children}
      <Icon name="x" />
    </button>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd>{children}</kbd>;
}

interface CountdownTagProps {
  /** Epoch milliseconds of the end, on the clock that `now` reads. */
  until: number;
  now: () => number;
  /** Words before the remaining time. */
  label: string;
  /** Called once when the time has run out. */
  onEnd?: () => void;
}

/** Remaining time as mm:ss, ticking each second. Read out at whole minutes only, so that it never talks without pause. */
export function CountdownTag({ until, now, label, onEnd }: CountdownTagProps) {
  const [left, setLeft] = useState(() => Math.max(0, until - now()));
  useEffect(() => {
    const tick = () => {
      const rest = Math.max(0, until - now());
      setLeft(rest);
      if (rest === 0) {
        clearInterval(timer);
        onEnd?.();
      }
    };
    const timer = setInterval(tick, 1000);
    tick();
    return () => clearInterval(timer);
  }, [until, now, onEnd]);
  const seconds = Math.ceil(left / 1000);
  const text = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span className={seconds <= 60 ? 'tag bad' : 'tag hm'} role="timer">
      {label} <time>{text}</time>
      <span className="vh" aria-live="polite">
        {seconds % 60 === 0 ? m.ui_minutes_left({ n: seconds / 60 }) : ''}
      </span>
    </span>
  );
}
