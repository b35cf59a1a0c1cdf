import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { keyOf, read } from '../../app/query.ts';
import { IconButton } from '../../ui/button.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { localText, placeText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { FavouriteButton } from './favourite-button.tsx';
import { fromSavedQuery } from './saved-search.ts';
import { useFavourites } from './use-favourites.ts';

type SavedSearch = Reply<'listSavedSearches'>['items'][number];

/** All that the reader has kept of the catalogue, for the account page. */
export function ShortlistSections() {
  const favourites = useFavourites();
  const searches = useQuery(read('listSavedSearches', { query: { limit: 100 } }));
  return (
    <>
      <section className="card">
        <h2>{m.shortlist_favourites()}</h2>
        {favourites.items.length === 0 && <p className="m s">{m.shortlist_favourites_hint()}</p>}
        <ul className="kept-list">
          {favourites.items.map(({ instrumentId, name, model, classCode, lab }) => (
            <li key={instrumentId}>
              <ClassGlyph classCode={classCode} small />
              <div>
                <Link to="/instruments/$instrumentId" params={{ instrumentId }}>
                  {localText(name)} <span lang="en">{model}</span>
                </Link>
                <p className="m">{placeText(lab.name, lab.city)}</p>
              </div>
              <FavouriteButton instrumentId={instrumentId} name={`${localText(name)} ${model}`} />
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2>{m.shortlist_searches()}</h2>
        {searches.data?.items.length === 0 && <p className="m s">{m.shortlist_searches_hint()}</p>}
        <ul className="kept-list">
          {searches.data?.items.map((saved) => (
            <SavedRow key={saved.id} saved={saved} />
          ))}
        </ul>
      </section>
    </>
  );
}

function SavedRow({ saved }: { saved: SavedSearch }) {
  const queryClient = useQueryClient();
  const renew = () => queryClient.invalidateQueries({ queryKey: keyOf('listSavedSearches') });
  const restore = async () => {
    await call('saveSearch', { body: { name: saved.name, query: saved.query } }).catch(toastFailure);
    await renew();
  };
  const forget = useMutation({
    mutationFn: () => call('deleteSavedSearch', { params: { savedSearchId: saved.id } }),
    onSuccess: () =>
      showToast({
        tone: 'ok',
        text: m.shortlist_forgotten(),
        action: { label: m.shortlist_undo(), run: restore },
      }),
    onError: toastFailure,
    onSettled: renew,
  });
  return (
    <li>
      <Link to="/" search={fromSavedQuery(saved.query)}>
        {saved.name}
      </Link>
      <IconButton icon="trash" label={m.shortlist_forget({ name: saved.name })} onClick={() => forget.mutate()} />
    </li>
  );
}
