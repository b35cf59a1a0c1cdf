import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { localText } from '../../ui/format.ts';
import { fromSavedQuery } from './saved-search.ts';
import { useFavourites } from './use-favourites.ts';
import './shortlist.css';

/** So many stand on the home page; all of them in the account. */
const shownOnHome = 6;

/** What the reader has kept, above the catalogue; nothing for visitors and where nothing is kept. */
export function Shelf() {
  const session = useSession();
  const favourites = useFavourites().items.slice(0, shownOnHome);
  const { data } = useQuery({
    ...read('listSavedSearches', { query: { limit: 100 } }),
    enabled: session.status === 'signedIn',
  });
  const searches = (data?.items ?? []).slice(0, shownOnHome);
  if (favourites.length === 0 && searches.length === 0) return null;
  return (
    <section className="shelf" aria-label={m.shortlist_mine()}>
      {searches.length > 0 && (
        <>
          <h2>{m.shortlist_searches()}</h2>
          <ul>
            {searches.map((saved) => (
              <li key={saved.id}>
                <Link to="/" search={fromSavedQuery(saved.query)}>
                  {saved.name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {favourites.length > 0 && (
        <>
          <h2>{m.shortlist_favourites()}</h2>
          <ul>
            {favourites.map((favourite) => (
              <li key={favourite.instrumentId}>
                <Link to="/instruments/$instrumentId" params={{ instrumentId: favourite.instrumentId }}>
                  {localText(favourite.name)} <span lang="en">{favourite.model}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
