import { m } from '@guanyi/messages';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { LabPicker } from '../../app/lab-picker.tsx';
import { ListState } from '../../app/list-state.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { countText, localText } from '../../ui/format.ts';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { Money } from '../../ui/money.tsx';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Views } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ExportMenu } from './export-menu.tsx';
import { useCanAdd } from './instrument-rights.ts';
import '../../ui/finance.css';
import './desk-catalogue.css';

type Row = ReturnType<typeof usePages<'searchInstruments'>>['items'][number];

/** The instruments of a lab with what they are offered for, as the way to their editors. */
export function InstrumentsDeskPage() {
  usePageTitle(m.desk_instruments());
  const search = useSearch({ from: '/desk/instruments' });
  const navigate = useNavigate({ from: '/desk/instruments' });
  const [labWords, setLabWords] = useState('');
  const choice = useOwnLabs(labWords);
  const labId = search.lab ?? choice.labs[0]?.id;
  const words = useDeferredValue(search.words ?? '');
  const status = search.status ?? 'active';
  const pages = usePages(
    'searchInstruments',
    { query: { ...(labId && { labId }), ...(words && { q: words }), status, limit: 50 } },
    { enabled: labId !== undefined, keepPrevious: true },
  );
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  const total = pages.data?.pages[0]?.total;
  return (
    <DeskColumns>
      <Work
        title={m.desk_instruments()}
        summary={total !== undefined && m.desk_instrument_count({ n: countText(total) })}
        actions={<Actions labId={labId} />}
        views={
          <>
            <div className="work-tools">
              <input
                className="inp small wide-input"
                type="search"
                aria-label={m.desk_instrument_filter()}
                placeholder={m.desk_instrument_filter()}
                maxLength={100}
                value={search.words ?? ''}
                onChange={(event) => change({ words: event.target.value || undefined })}
              />
              <LabPicker
                choice={choice}
                value={labId}
                words={labWords}
                onWords={setLabWords}
                onChange={(lab) => change({ lab })}
              />
            </div>
            <StatusViews search={search} />
          </>
        }
      >
        <ListState
          isPending={pages.isPending || choice.isPending}
          error={choice.error ?? (pages.data ? null : pages.error)}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={
            <EmptyState icon="flask" title={words ? m.desk_board_none_found() : m.desk_instruments_empty()}>
              {m.desk_instruments_empty_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && <InstrumentTable rows={pages.items} />}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
    </DeskColumns>
  );
}

function Actions({ labId }: { labId: string | undefined }) {
  const canAdd = useCanAdd();
  const search = labId ? { lab: labId } : {};
  return (
    <>
      <ExportMenu labId={labId} />
      {canAdd && (
        <Link to="/desk/import" search={search} className={buttonClass('plain', 'small')}>
          {m.desk_import()}
        </Link>
      )}
      {canAdd && (
        <Link to="/desk/instruments/new" search={search} className={buttonClass('firm', 'small')}>
          {m.desk_add_instrument()}
        </Link>
      )}
    </>
  );
}

interface InstrumentsSearch {
  lab?: string;
  words?: string;
  status?: 'retired';
}

function StatusViews({ search }: { search: InstrumentsSearch }) {
  return (
    <Views label={m.desk_views()}>
      {(['active', 'retired'] as const).map((name) => (
        <ViewLink
          key={name}
          to="/desk/instruments"
          search={{ ...search, status: name === 'active' ? undefined : name }}
          isCurrent={name === (search.status ?? 'active')}
        >
          {name === 'active' ? m.desk_active() : m.desk_retired()}
        </ViewLink>
      ))}
    </Views>
  );
}

const columns = (): Column<Row>[] => [
  {
    key: 'name',
    title: m.desk_col_instrument(),
    cell: (row) => (
      <>
        <Link to="/desk/instruments/$instrumentId" params={{ instrumentId: row.id }} className="row-link">
          <b>{localText(row.name)}</b>
        </Link>
        <br />
        <span className="m xs">{`${row.model} · ${row.manufacturer}`}</span>
      </>
    ),
  },
  { key: 'asset', title: m.desk_asset_number(), cell: (row) => <span className="code">{row.assetNumber}</span> },
  {
    key: 'class',
    title: m.desk_class(),
    cell: (row) => (
      <>
        {localText(row.className) || row.classCode}
        <br />
        <span className="m xs code">{row.classCode}</span>
      </>
    ),
  },
  {
    key: 'modes',
    title: m.desk_modes(),
    cell: (row) => (
      <div className="mode-list">
        {row.modes.map((mode) => (
          <ModeBadge key={mode} mode={mode} />
        ))}
        {row.modes.length === 0 && <span className="m s">{m.desk_not_offered()}</span>}
      </div>
    ),
  },
  {
    key: 'state',
    title: m.desk_status(),
    cell: (row) =>
      row.incomplete ? (
        <Tag tone="hm" icon="warn">
          {m.desk_incomplete()}
        </Tag>
      ) : (
        <Tag>{row.status === 'retired' ? m.desk_retired() : m.desk_active()}</Tag>
      ),
  },
  {
    key: 'price',
    title: m.desk_price_from(),
    right: true,
    cell: (row) => (row.priceFromFen === undefined ? <span className="m">—</span> : <Money fen={row.priceFromFen} />),
  },
];

function InstrumentTable({ rows }: { rows: Row[] }) {
  return (
    <div className="fin-scroll">
      <Table caption={m.desk_instruments()} look="fin" columns={columns()} rows={rows} rowKey={({ id }) => id} />
    </div>
  );
}
