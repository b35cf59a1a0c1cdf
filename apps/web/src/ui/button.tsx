import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** `main` is the one burnt-orange action of a view; `firm` a confirming one; `bad` destroys; `bare` looks like a link. */
export type ButtonLook = 'plain' | 'main' | 'firm' | 'bad' | 'bare';
export type ButtonSize = 'normal' | 'small' | 'tall';

/** The class of a button, for links that look like one: `<Link className={buttonClass('firm')}>`. */
export function buttonClass(look: ButtonLook = 'plain', size: ButtonSize = 'normal', more?: string): string {
  return ['btn', look === 'plain' ? '' : look, size === 'normal' ? '' : size, more].filter(Boolean).join(' ');
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  size?: ButtonSize;
  icon?: IconName;
  /** A key that does the same, shown on the button. The page listens for it. */
  shortcut?: string;
  /** Shows that the action runs and refuses a second press; the button keeps its width and its focus. */
  busy?: boolean;
  children?: ReactNode;
}

export function Button({ look, size, icon, shortcut, busy, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(look, size, busy ? `${className ?? ''} is-busy` : className)}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
      {shortcut && <kbd>{shortcut}</kbd>}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** What the button does, in words: for screen readers and the tooltip. */
  label: string;
}

/** A square button that shows only an icon. */
export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button type="button" className={className ?? 'x'} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
