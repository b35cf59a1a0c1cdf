import { m } from '@guanyi/messages';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { countText, localText } from '../../ui/format.ts';
import { EmptyState, LoadMore, Skeleton } from '../../ui/states.tsx';
import { type Column, Table, TableScroll } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { disciplineName, labLevelName } from '../../ui/vocabulary.ts';
import './instrument.css';

type Labs = Reply<'listLabs'>;
type Lab = Labs['items'][number];

function useLabs(words: string | undefined) {
  const query = { limit: 50, ...(words && { q: words }) };
  return useInfiniteQuery({
    queryKey: [...keyOf('listLabs', { query }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call('listLabs', { query: pageParam ? { ...query, cursor: pageParam } : query, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

function columns(): Column<Lab>[] {
  return [
    {
      key: 'name',
      title: m.storefront_lab(),
      cell: (lab) => (
        <>
          <Link to="/labs/$labId" params={{ labId: lab.id }}>
            {localText(lab.name)}
          </Link>
          <br />
          <span className="s m">{localText(lab.districtName)}</span>
        </>
      ),
    },
    { key: 'city', title: m.storefront_facet_region(), cell: (lab) => lab.city },
    { key: 'level', title: m.storefront_facet_level(), cell: (lab) => labLevelName(lab.level) },
    {
      key: 'disciplines',
      title: m.storefront_facet_discipline(),
      cell: (lab) => lab.disciplines.map(disciplineName).join(m.storefront_list_comma()),
    },
    {
      key: 'accreditations',
      title: m.storefront_accreditation(),
      cell: (lab) => (
        <span className="marks">
          {lab.accreditations.map((name) => (
            <Tag key={name} tone="ok" icon="check">
              {name}
            </Tag>
          ))}
        </span>
      ),
    },
    { key: 'count', title: m.storefront_instruments(), right: true, cell: (lab) => countText(lab.instrumentCount) },
  ];
}

/** All laboratories, and the national totals as reported and as they add up. */
export function LabsPage() {
  const { words } = useSearch({ from: '/shop/labs' });
  const navigate = useNavigate({ from: '/labs' });
  const [text, setText] = useState(words ?? '');
  const labs = useLabs(words);
  usePageTitle(m.ui_labs());
  const items = labs.data?.pages.flatMap((page) => page.items) ?? [];
  const totals = labs.data?.pages[0]?.totals;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    navigate({ search: text.trim() ? { words: text.trim() } : {} });
  };
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      <h1>{m.ui_labs()}</h1>
      {totals && <Totals totals={totals} />}
      <form className="bar labs-form" onSubmit={submit}>
        <input
          className="inp"
          aria-label={m.storefront_find_lab()}
          placeholder={m.storefront_find_lab()}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">{m.storefront_search()}</Button>
      </form>
      {labs.isPending && <Skeleton rows={6} height={44} />}
      {labs.isError && <QueryFailure error={labs.error} onRetry={() => labs.refetch()} />}
      {labs.data && items.length === 0 && (
        <EmptyState icon="building" title={m.storefront_no_lab()}>
          {m.storefront_no_lab_hint()}
        </EmptyState>
      )}
      {items.length > 0 && (
        <TableScroll label={m.ui_labs()}>
          <Table caption={m.ui_labs()} columns={columns()} rows={items} rowKey={({ id }) => id} />
        </TableScroll>
      )}
      <LoadMore more={labs.hasNextPage} busy={labs.isFetchingNextPage} onLoad={() => labs.fetchNextPage()} />
    </main>
  );
}

/** The source reports another total than its parts add up to; both stand here. */
function Totals({ totals }: { totals: Labs['totals'] }) {
  return (
    <p className="m">
      {m.storefront_lab_totals({
        reported: countText(totals.reportedTotal),
        parts: totals.byLevel
          .filter(({ reported }) => reported > 0)
          .map(({ level, reported }) => `${labLevelName(level)} ${countText(reported)}`)
          .join(m.storefront_list_comma()),
        computed: countText(totals.computedTotal),
      })}
    </p>
  );
}
