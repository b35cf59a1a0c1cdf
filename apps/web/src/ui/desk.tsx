import type { ReactNode } from 'react';

interface WorkProps {
  title: ReactNode;
  /** Counts and the most urgent fact, beside the title. */
  summary?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  /** `Views` under the title. */
  views?: ReactNode;
  /** Between the content and the key hints; always in sight. */
  foot?: ReactNode;
  /** Key hints at the foot: `<li><kbd>J</kbd> next</li>`. */
  keys?: ReactNode;
  children: ReactNode;
}

/** The middle column of a back office page: title line, views, scrolling content, key hints at the foot. */
export function Work({ title, summary, actions, views, foot, keys, children }: WorkProps) {
  return (
    <main id="main" className="work" tabIndex={-1}>
      <header>
        <h1>{title}</h1>
        {summary && <div className="m">{summary}</div>}
        {actions && <div className="work-actions">{actions}</div>}
      </header>
      {views}
      <div className="work-body">{children}</div>
      {foot}
      {keys && <ul className="keys">{keys}</ul>}
    </main>
  );
}

/** The right column: details of the chosen row, so that the list never loses its place. Sections are its children. */
export function Panel({ label, onClose, children }: { label: string; onClose?: () => void; children: ReactNode }) {
  return (
    <aside
      className="panel"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && onClose) onClose();
      }}
    >
      {children}
    </aside>
  );
}

/** Work column and, when given, side panel. Stands inside the frame of `app/desk-shell.tsx`. */
export function DeskColumns({ panel, children }: { panel?: ReactNode; children: ReactNode }) {
  return (
    <div className={panel ? 'desk-columns side' : 'desk-columns'}>
      {children}
      {panel}
    </div>
  );
}

interface FactProps {
  tone: 'ok' | 'hm' | 'bad' | undefined;
  label: string;
  icon: ReactNode;
  children: ReactNode;
}

/** One checked fact of a decision: icon, label, sentence. */
export function Fact({ tone, label, icon, children }: FactProps) {
  return (
    <div className="fact">
      <span className={tone}>{icon}</span>
      <b>{label}</b>
      <span>{children}</span>
    </div>
  );
}

/** What happened, oldest first: time and sentence. */
export function Log({
  items,
  timeWidth = 96,
}: {
  items: { at: string; time: string; text: ReactNode }[];
  timeWidth?: number;
}) {
  return (
    <ol className="s log" style={{ '--w': `${timeWidth}px` } as React.CSSProperties}>
      {items.map((item) => (
        <li key={`${item.at} ${item.time}`}>
          <time className="m" dateTime={item.at}>
            {item.time}
          </time>
          <span>{item.text}</span>
        </li>
      ))}
    </ol>
  );
}
