import { type KeyboardEvent, type ReactNode, useId } from 'react';

export interface TabItem<T extends string> {
  value: T;
  label: ReactNode;
  /** The tab stays visible and says in its label why it is closed. */
  disabled?: boolean;
}

interface TabsProps<T extends string> {
  label: string;
  value: T;
  items: TabItem<T>[];
  onChange: (value: T) => void;
  /** Things at the right end of the tab line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** Tabs over one panel. Arrow keys move, Home and End jump. For lists of links over a page use `Views`. */
export function Tabs<T extends string>({ label, value, items, onChange, aside, children }: TabsProps<T>) {
  const id = useId();
  const open = items.filter((item) => !item.disabled);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = open.findIndex((item) => item.value === value);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: open.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = open[(target + open.length) % open.length];
    if (!next) return;
    onChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  return (
    <>
      <div className="tabs">
        <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className="tablist">
          {items.map((item) => (
            <button
              key={item.value}
              id={`${id}-${item.value}`}
              type="button"
              role="tab"
              aria-selected={item.value === value}
              aria-controls={item.value === value ? `${id}-panel` : undefined}
              aria-disabled={item.disabled || undefined}
              tabIndex={item.value === value ? 0 : -1}
              onClick={() => !item.disabled && onChange(item.value)}
            >
              {item.label}
            </button>
          ))}
        </div>
        {aside && <div className="tabs-aside">{aside}</div>}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </>
  );
}

/** A line of links that are views of one list. Put `<Link activeProps={{'aria-current': 'page'}}>` in it. */
export function Views({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className="views" aria-label={label}>
      {children}
    </nav>
  );
}
