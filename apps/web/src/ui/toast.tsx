import { m } from '@guanyi/messages';
import { useSyncExternalStore } from 'react';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

export interface ToastContent {
  text: string;
  /** A second line, such as the number of a request for support. */
  detail?: string | undefined;
  tone?: 'ok' | 'bad' | undefined;
  /** Undo, or another single action. The toast closes when it is used. */
  action?: { label: string; run: () => void } | undefined;
}

interface Toast extends ToastContent {
  id: number;
}

/** Long enough to read two lines and reach the button; refusals stay until they are closed. */
const shownForMs = 8000;

let toasts: Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message at the lower edge and reads it out. Returns a function that takes it away. */
export function showToast(content: ToastContent): () => void {
  const id = nextId++;
  const close = () => change(toasts.filter((toast) => toast.id !== id));
  change([...toasts.slice(-2), { ...content, id }]);
  if (content.tone !== 'bad') setTimeout(close, shownForMs);
  return close;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The live region of the page; mounted once, at the root. */
export function ToastRegion() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => {
        const close = () => change(toasts.filter((other) => other.id !== toast.id));
        return (
          <div key={toast.id} className={toast.tone ? `toast ${toast.tone}` : 'toast'}>
            <Icon name={toast.tone === 'bad' ? 'warn' : toast.tone === 'ok' ? 'check' : 'info'} />
            <div>
              <p>{toast.text}</p>
              {toast.detail && <p className="toast-detail">{toast.detail}</p>}
            </div>
            {toast.action && (
              <button
                type="button"
                className="toast-action"
                onClick={() => {
                  toast.action?.run();
                  close();
                }}
              >
                {toast.action.label}
              </button>
            )}
            <IconButton icon="x" label={m.ui_close()} onClick={close} />
          </div>
        );
      })}
    </div>
  );
}
