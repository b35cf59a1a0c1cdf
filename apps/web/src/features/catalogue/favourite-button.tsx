import { m } from '@guanyi/messages';
import { buttonClass } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useFavourite } from './use-favourites.ts';
import './shortlist.css';

interface FavouriteButtonProps {
  instrumentId: string;
  name: string;
  /** With its word, where there is room. */
  withWord?: boolean;
}

/** The heart: marks an instrument to find it again on the home page and in the account. */
export function FavouriteButton({ instrumentId, name, withWord = false }: FavouriteButtonProps) {
  const { isMarked, toggle } = useFavourite(instrumentId);
  const shape = isMarked ? 'heart on' : 'heart';
  return (
    <button
      type="button"
      className={withWord ? buttonClass('plain', 'small', shape) : shape}
      aria-pressed={isMarked}
      aria-label={m.shortlist_favourite_add({ name })}
      title={isMarked ? m.shortlist_favourite_remove({ name }) : m.shortlist_favourite_add({ name })}
      onClick={toggle}
    >
      <Icon name="heart" />
      {withWord && <span>{m.shortlist_favourite()}</span>}
    </button>
  );
}
