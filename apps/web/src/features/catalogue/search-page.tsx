import { m } from '@guanyi/messages';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { call } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { countText, defaultZone, durationText, rangeText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, LoadMore, Skeleton } from '../../ui/states.tsx';
import { Chips, countFilters, useSearchName } from './chips.tsx';
import { CompareTray } from './compare-tray.tsx';
import { FacetsPanel } from './facets.tsx';
import { HitRow } from './hit-row.tsx';
import { Relaxations } from './relaxations.tsx';
import { SaveSearchButton } from './save-search.tsx';
import { type CatalogueSearch, compact, type SearchReply, sorts, toSearchQuery, wantedWindow } from './search-state.ts';
import { Shelf } from './shelf.tsx';
import './search.css';

function useResults(search: CatalogueSearch) {
  const query = toSearchQuery(search);
  return useInfiniteQuery({
    queryKey: [...keyOf('searchInstruments', { query }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call('searchInstruments', { query: pageParam ? { ...query, facets: false, cursor: pageParam } : query, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

function countLine(reply: SearchReply): string {
  const n = countText(reply.total);
  if (reply.totalIsRounded) return m.storefront_count_about({ n });
  return reply.total === 1 ? m.storefront_count_one() : m.storefront_count({ n });
}

/** The home of the storefront: words, facets and results; its whole state is the address. */
export function SearchPage() {
  const search = useSearch({ from: '/shop/' });
  const navigate = useNavigate();
  const [filtersOpen, setFiltersOpen] = useState(false);
  const results = useResults(search);
  usePageTitle(search.q || m.storefront_search_title());
  const change = (next: CatalogueSearch) => navigate({ to: '/', search: next, resetScroll: false });
  const first = results.data?.pages[0];
  const hits = results.data?.pages.flatMap(({ items }) => items) ?? [];
  const window = wantedWindow(search);
  const filterCount = countFilters(search);
  return (
    <>
      <div className="wide shop">
        <aside className="facets" aria-label={m.storefront_filters()}>
          <FacetsPanel facets={first?.facets} search={search} onChange={change} />
        </aside>
        <main id="main" tabIndex={-1} aria-busy={results.isFetching}>
          {!search.q && filterCount === 0 && <Shelf />}
          <ResultsHead search={search} reply={first} onChange={change} />
          <div className="bar chips">
            <button type="button" className="chip filter-chip" onClick={() => setFiltersOpen(true)}>
              <Icon name="filter" />
              {filterCount ? m.storefront_filters_count({ n: filterCount }) : m.storefront_filters()}
            </button>
            <Chips search={search} reply={first} onChange={change} />
          </div>
          {results.isPending && <Skeleton rows={6} height={104} />}
          {results.isError && !first && <QueryFailure error={results.error} onRetry={() => results.refetch()} />}
          {first && hits.length > 0 && <ResultList hits={hits} window={window} stale={results.isPlaceholderData} />}
          {first && hits.length === 0 && <NothingFound search={search} onChange={change} />}
          {first && !results.hasNextPage && <Relaxations search={search} reply={first} onChange={change} />}
          <LoadMore
            more={results.hasNextPage}
            busy={results.isFetchingNextPage}
            onLoad={() => results.fetchNextPage()}
          />
        </main>
      </div>
      <CompareTray />
      {filtersOpen && (
        <Dialog
          shape="sheet"
          title={m.storefront_filters()}
          onClose={() => setFiltersOpen(false)}
          actions={
            <Button look="firm" size="tall" onClick={() => setFiltersOpen(false)}>
              {first ? m.storefront_show({ n: countText(first.total) }) : m.ui_close()}
            </Button>
          }
        >
          <div className="facets-sheet">
            <FacetsPanel facets={first?.facets} search={search} onChange={change} />
          </div>
        </Dialog>
      )}
    </>
  );
}

interface ResultsHeadProps {
  search: CatalogueSearch;
  reply: SearchReply | undefined;
  onChange: (search: CatalogueSearch) => void;
}

function ResultsHead({ search, reply, onChange }: ResultsHeadProps) {
  const window = wantedWindow(search);
  const name = useSearchName(search, reply);
  return (
    <div className="bar results-head">
      <h1 aria-live="polite">{reply ? countLine(reply) : m.storefront_search_title()}</h1>
      {window && (
        <span className="m s dated-note">
          {m.storefront_dated_note({ when: rangeText(window.from, window.until, defaultZone) })}
        </span>
      )}
      <span className="push" />
      {name && <SaveSearchButton search={search} suggestedName={name} />}
      <label className="s m sort">
        {m.storefront_sort()}
        <select
          className="inp"
          value={search.sort ?? 'relevance'}
          onChange={(event) => {
            const sort = sorts.find((known) => known === event.target.value);
            onChange(compact({ ...search, sort: sort === 'relevance' ? undefined : sort }));
          }}
        >
          <option value="relevance">{m.storefront_sort_relevance()}</option>
          <option value="price">{m.storefront_sort_price()}</option>
          <option value="distance">{m.storefront_sort_distance()}</option>
          <option value="newest">{m.storefront_sort_newest()}</option>
        </select>
      </label>
    </div>
  );
}

interface ResultListProps {
  hits: SearchReply['items'];
  window: { from: number; until: number } | undefined;
  /** The rows belong to the last question while the new one is on its way. */
  stale: boolean;
}

/** J and K, or the arrow keys, walk from row to row; F marks a favourite; Enter opens, as on every link. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  const { target } = event;
  if (!(target instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'f') target.closest('.hit')?.querySelector<HTMLElement>('.heart')?.click();
  if (!step) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('h2 a')];
  const next = links[links.indexOf(target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function ResultList({ hits, window, stale }: ResultListProps) {
  const minutes = window ? (window.until - window.from) / 60_000 : 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: moves the focus between the links inside, which act themselves.
    <div className={stale ? 'hits stale' : 'hits'} onKeyDown={walkRows}>
      <div className="rowgrid rowhead" aria-hidden="true">
        <span />
        <span />
        <span>{m.storefront_col_instrument()}</span>
        <span>{m.storefront_facet_mode()}</span>
        <span>{m.ui_strip_label()}</span>
        <span>{m.storefront_next_free()}</span>
        <span className="r">
          {window ? m.storefront_col_total({ time: durationText(minutes) }) : m.storefront_col_price()}
        </span>
      </div>
      <ol>
        {hits.map((hit) => (
          <li key={hit.id}>
            <HitRow hit={hit} window={window} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function NothingFound({ search, onChange }: { search: CatalogueSearch; onChange: (search: CatalogueSearch) => void }) {
  const filtered = countFilters(search) > 0;
  return (
    <EmptyState
      icon="search"
      title={search.q ? m.storefront_nothing_for({ words: search.q }) : m.storefront_nothing()}
      action={
        <Button look="firm" onClick={() => onChange(filtered ? compact({ q: search.q }) : {})}>
          {filtered ? m.storefront_clear_all() : m.storefront_show_all()}
        </Button>
      }
    >
      {m.storefront_nothing_hint()}
    </EmptyState>
  );
}
