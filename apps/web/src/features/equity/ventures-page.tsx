import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import type { Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { countText, localText } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table, TableScroll } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { shareText } from './equity-words.ts';
import '../../ui/finance.css';

type Venture = Reply<'listVentures'>['items'][number];

const ownUnits = (venture: Venture) =>
  venture.holdings.find((one) => one.organisationId === venture.districtId)?.units ?? 0;

const columns = (): Column<Venture>[] => [
  {
    key: 'venture',
    title: m.equity_venture(),
    cell: (venture) => (
      <>
        <Link to="/desk/ventures/$ventureId" params={{ ventureId: venture.id }}>
          {venture.name}
        </Link>
        <br />
        <span className="m xs">
          {venture.caseNumber} · {localText(venture.instrument.name)}
        </span>
      </>
    ),
  },
  { key: 'issued', title: m.equity_units_issued(), right: true, cell: (venture) => countText(venture.unitsIssued) },
  {
    key: 'own',
    title: m.equity_role_contributor(),
    right: true,
    cell: (venture) => `${countText(ownUnits(venture))} (${shareText(ownUnits(venture), venture.unitsIssued)})`,
  },
  {
    key: 'status',
    title: m.equity_status(),
    cell: (venture) => (
      <Tag tone={venture.status === 'active' ? 'ok' : undefined}>
        {venture.status === 'active' ? m.equity_venture_active() : m.equity_venture_left()}
      </Tag>
    ),
  },
];

/** Every venture that an instrument went into, with the unit's share of it. */
export function VenturesPage() {
  usePageTitle(m.equity_ventures());
  const pages = usePages('listVentures', { query: { limit: 50 } });
  return (
    <DeskColumns>
      <Work title={m.equity_ventures()}>
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={
            <EmptyState icon="equity" title={m.equity_ventures_empty()}>
              {m.equity_ventures_empty_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && (
          <TableScroll label={m.equity_ventures()}>
            <Table
              caption={m.equity_ventures()}
              look="fin"
              columns={columns()}
              rows={pages.items}
              rowKey={({ id }) => id}
            />
          </TableScroll>
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
    </DeskColumns>
  );
}
