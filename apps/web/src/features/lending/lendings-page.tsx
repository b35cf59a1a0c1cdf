import { m } from '@guanyi/messages';
import { Link, useSearch } from '@tanstack/react-router';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { localText, yuanText } from '../../ui/format.ts';
import { EmptyState, LoadMore, Skeleton } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import '../scheduling/booking.css';
import { DueTag } from './due-tag.tsx';
import {
  daysText,
  type Lending,
  type LendingKind,
  lendingKindName,
  lendingKinds,
  lendingStatusName,
  lendingTone,
} from './lending-words.ts';

/** Loans and leases of the reader's organisation, lab or district. */
export function LendingsPage() {
  const { kind = 'loan' } = useSearch({ from: '/shop/lendings' });
  usePageTitle(m.lending_mine());
  const loans = usePages('listLoans', { query: {} }, { enabled: kind === 'loan' });
  const leases = usePages('listLeases', { query: {} }, { enabled: kind === 'lease' });
  const list = kind === 'loan' ? loans : leases;
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      <h1>{m.lending_mine()}</h1>
      <Views label={m.lending_mine()}>
        {lendingKinds.map((value) => (
          <Link key={value} to="/lendings" search={{ kind: value }} aria-current={value === kind ? 'page' : undefined}>
            {lendingKindName(value)}
          </Link>
        ))}
      </Views>
      {list.isPending && <Skeleton rows={4} height={84} />}
      {list.isError && <QueryFailure error={list.error} onRetry={() => list.refetch()} />}
      {list.data && list.items.length === 0 && (
        <EmptyState icon="calendar" title={m.lending_empty()}>
          {m.lending_empty_hint()}
        </EmptyState>
      )}
      <ol className="my-list">
        {list.items.map((lending) => (
          <li key={lending.id}>
            <LendingRow lending={lending} kind={kind} />
          </li>
        ))}
      </ol>
      <LoadMore more={list.hasNextPage} busy={list.isFetchingNextPage} onLoad={() => list.fetchNextPage()} />
    </main>
  );
}

function LendingRow({ lending, kind }: { lending: Lending; kind: LendingKind }) {
  return (
    <article className="my-row">
      <p className="date">
        <b>{daysText(lending)}</b>
      </p>
      <ClassGlyph classCode={lending.instrument.classCode} />
      <div className="what">
        <h2>
          <Link to="/lendings/$kind/$lendingId" params={{ kind, lendingId: lending.id }}>
            {localText(lending.instrument.name)} <span lang="en">{lending.instrument.model}</span>
          </Link>
        </h2>
        <p>{localText(lending.organisation.name)}</p>
        <p className="m xs">{lending.number}</p>
      </div>
      <p className="marks">
        <Tag tone={lendingTone[lending.status]}>{lendingStatusName(lending.status)}</Tag>
        <DueTag lending={lending} />
      </p>
      <p className="price">{lending.depositFen > 0 && <b>¥{yuanText(lending.depositFen)}</b>}</p>
    </article>
  );
}
