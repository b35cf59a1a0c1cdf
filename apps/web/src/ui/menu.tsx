import { type ReactNode, useId, useRef } from 'react';

interface MenuProps {
  /** What the button shows. */
  button: ReactNode;
  /** The accessible name when the button shows no words. */
  label?: string;
  buttonClassName?: string;
  /** Links and buttons. A press on any of them closes the menu. */
  children: ReactNode;
  /** Keeps the panel open on a press inside, for panels with fields. */
  stay?: boolean;
}

const edge = 8;

/** A button that opens a native popover below itself, kept inside the window. Escape and a press outside close it. */
export function Menu({ button, label, buttonClassName = 'menu-button', children, stay }: MenuProps) {
  const id = useId();
  const buttonRef = useRef<HTMLButtonElement>(null);
  const panelRef = useRef<HTMLDivElement>(null);
  const place = () => {
    const from = buttonRef.current?.getBoundingClientRect();
    const panel = panelRef.current;
    if (!from || !panel) return;
    const width = panel.offsetWidth;
    const rightAligned = from.left + width + edge > window.innerWidth;
    const left = rightAligned ? Math.min(from.right, window.innerWidth - edge) - width : from.left;
    panel.style.left = `${Math.max(edge, left)}px`;
    panel.style.top = `${from.bottom + 4}px`;
  };
  return (
    <>
      <button ref={buttonRef} type="button" className={buttonClassName} aria-label={label} popoverTarget={id}>
        {button}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only closes after the real control inside has acted. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: pressing Enter on a control inside is a click too. */}
      <div
        ref={panelRef}
        id={id}
        popover="auto"
        className="menu"
        onToggle={(event) => event.newState === 'open' && place()}
        onClick={(event) => {
          const acted = (event.target as Element).closest('a, button');
          if (acted && !stay) panelRef.current?.hidePopover();
        }}
      >
        {children}
      </div>
    </>
  );
}

/** A labelled group inside a menu. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="menu-group">
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}

interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string; lang?: string }[];
  onChange: (value: T) => void;
}

/** A group of which one entry is chosen, such as the language. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <MenuGroup label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          lang={option.lang}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </MenuGroup>
  );
}
