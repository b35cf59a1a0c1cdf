import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import type { Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { localText, longDay } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table, TableScroll } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { equityStatusName, equityStatusTone } from './equity-words.ts';
import '../../ui/finance.css';
import './equity.css';

type Summary = Reply<'listEquityCases'>['items'][number];

function columnsOf(isDesk: boolean): Column<Summary>[] {
  return [
    {
      key: 'case',
      title: m.equity_number(),
      cell: (deal) => (
        <>
          <Link to={isDesk ? '/desk/equity/$caseId' : '/equity/$caseId'} params={{ caseId: deal.id }}>
            {deal.number}
          </Link>
          <br />
          <span className="m xs">{deal.venture.name}</span>
        </>
      ),
    },
    {
      key: 'instrument',
      title: m.equity_instrument(),
      cell: (deal) => (
        <>
          {localText(deal.instrument.name)}
          <br />
          <span className="m xs">
            {deal.instrument.model} · {localText(deal.instrument.lab.name)}
          </span>
        </>
      ),
    },
    { key: 'proposer', title: m.equity_proposer(), cell: (deal) => localText(deal.organisation.name) },
    {
      key: 'since',
      title: m.equity_since(),
      cell: (deal) => <span className="nw">{longDay(deal.createdAt.slice(0, 10))}</span>,
    },
    {
      key: 'status',
      title: m.equity_status(),
      cell: (deal) => <Tag tone={equityStatusTone(deal.status)}>{equityStatusName(deal.status)}</Tag>,
    },
  ];
}

function Cases({ isDesk }: { isDesk: boolean }) {
  const pages = usePages('listEquityCases', { query: { limit: 50 } });
  return (
    <>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={pages.items.length === 0}
        empty={
          <EmptyState icon="equity" title={m.equity_list_empty()}>
            {m.equity_list_empty_hint()}
          </EmptyState>
        }
      />
      {pages.items.length > 0 && (
        <TableScroll label={m.equity_title()}>
          <Table
            caption={m.equity_title()}
            look={isDesk ? 'fin' : 'grid'}
            columns={columnsOf(isDesk)}
            rows={pages.items}
            rowKey={({ id }) => id}
          />
        </TableScroll>
      )}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </>
  );
}

/** All deals of the lab, the district or the nation. */
export function EquityListPage() {
  usePageTitle(m.equity_title());
  return (
    <DeskColumns>
      <Work title={m.equity_title()}>
        <Cases isDesk />
      </Work>
    </DeskColumns>
  );
}

/** The deals that the reader's organisation takes part in. */
export function MyEquityPage() {
  usePageTitle(m.equity_mine());
  return (
    <main id="main" className="wide" tabIndex={-1}>
      <h1>{m.equity_mine()}</h1>
      <Cases isDesk={false} />
    </main>
  );
}
