import { m } from '@guanyi/messages';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

interface EmptyStateProps {
  icon?: IconName;
  title: string;
  /** What will stand here, and how to make it so. */
  children?: ReactNode;
  action?: ReactNode;
  /** `1` where the state is all that the page has to say. */
  level?: 1 | 2;
}

/** What a list says when there is nothing in it. */
export function EmptyState({ icon = 'info', title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="empty">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** Waits shorter than this show nothing: a flash of grey is slower to read than a blank. */
const quietMs = 400;

/** Grey bars in the place of content that is on the way; appears after 0.4 s and says so to screen readers. */
export function Skeleton({ rows = 3, height = 20 }: { rows?: number; height?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="skeleton" role="status" aria-busy="true">
      <span className="vh">{shown ? m.ui_loading() : ''}</span>
      {shown &&
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move.
        Array.from({ length: rows }, (_, index) => <i key={index} style={{ height }} />)}
    </div>
  );
}

interface FailureStateProps {
  title: string;
  detail?: string | undefined;
  /** The number under which the server logged the request. */
  requestId?: string | undefined;
  onRetry?: (() => void) | undefined;
}

/** A place that could not be filled: why, the number to quote, and a way to try again. */
export function FailureState({ title, detail, requestId, onRetry }: FailureStateProps) {
  return (
    <div className="empty" role="alert">
      <Icon name="warn" />
      <h2>{title}</h2>
      {detail && <p>{detail}</p>}
      {requestId && <p className="xs m">{m.ui_request_id({ id: requestId })}</p>}
      {onRetry && <Button onClick={onRetry}>{m.ui_retry()}</Button>}
    </div>
  );
}

/** The foot of a list that has more pages: loads the next one below, so that the reader keeps the place. */
export function LoadMore({ more, busy, onLoad }: { more: boolean; busy: boolean; onLoad: () => void }) {
  if (!more) return null;
  return (
    <div className="load-more">
      <Button onClick={onLoad} busy={busy}>
        {m.ui_load_more()}
      </Button>
    </div>
  );
}
