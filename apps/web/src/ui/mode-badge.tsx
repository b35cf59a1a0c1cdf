import { m } from '@guanyi/messages';
import { Icon } from './icon.tsx';

export type Mode = 'rent' | 'loan' | 'equity';

/** The name of a sharing mode in the language of the interface. */
export function modeName(mode: Mode): string {
  return { rent: m.ui_mode_rent, loan: m.ui_mode_loan, equity: m.ui_mode_equity }[mode]();
}

interface ModeBadgeProps {
  mode: Mode;
  /** How certain the claim is: `pend` half-tone, `hold` dashed; solid otherwise. */
  certainty?: 'pend' | 'hold';
  /** Other words than the name of the mode, such as a status. */
  label?: string;
}

/** Pattern, glyph and word: always all three, so that colour never carries the meaning alone. */
export function ModeBadge({ mode, certainty, label }: ModeBadgeProps) {
  return (
    <span className={`mode ${mode}`}>
      <i className={certainty ? `sw ${mode} ${certainty}` : 'sw'} />
      <Icon name={mode} />
      {label ?? modeName(mode)}
    </span>
  );
}

/** A pattern swatch for legends: any kind of claim, see claims.css. */
export function Swatch({ kind }: { kind: string }) {
  return <i className={`sw ${kind}`} />;
}
