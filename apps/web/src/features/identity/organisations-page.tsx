import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import type { Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { localText, longDay } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Views } from '../../ui/tabs.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { organisationKindName } from '../../ui/vocabulary.ts';
import { OrganisationPanel } from './organisation-panel.tsx';
import { type OrganisationView, organisationViews } from './organisation-views.ts';
import '../../ui/finance.css';
import './desk-identity.css';

export type Organisation = Reply<'getOrganisation'>;

const viewTitles: Record<OrganisationView, () => string> = {
  pending: m.desk_org_pending,
  verified: m.desk_org_verified,
  all: m.desk_money_all,
};

const tones: Record<Organisation['status'], Tone> = { pending: 'hm', verified: 'ok', suspended: 'bad' };
const statusNames: Record<Organisation['status'], () => string> = {
  pending: m.desk_org_pending,
  verified: m.desk_org_verified,
  suspended: m.desk_org_suspended,
};

/** Organisations that registered; those that wait for verification first. */
export function OrganisationsPage() {
  usePageTitle(m.desk_organisations());
  const search = useSearch({ from: '/desk/organisations' });
  const navigate = useNavigate({ from: '/desk/organisations' });
  const view = search.view ?? 'pending';
  const words = useDeferredValue(search.words ?? '');
  const query = { ...(view !== 'all' && { status: view }), ...(words && { q: words }), limit: 50 };
  const pages = usePages('listOrganisations', { query }, { keepPrevious: true });
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  const close = () => change({ organisation: undefined });
  return (
    <DeskColumns
      panel={
        search.organisation && (
          <OrganisationPanel key={search.organisation} organisationId={search.organisation} onClose={close} />
        )
      }
    >
      <Work
        title={m.desk_organisations()}
        views={
          <>
            <div className="work-tools">
              <input
                className="inp small wide-input"
                type="search"
                aria-label={m.desk_org_filter()}
                placeholder={m.desk_org_filter()}
                maxLength={100}
                value={search.words ?? ''}
                onChange={(event) => change({ words: event.target.value || undefined })}
              />
            </div>
            <OrganisationViews search={search} />
          </>
        }
      >
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={
            <EmptyState icon="building" title={emptyTitle(view, words)}>
              {m.desk_org_empty_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && (
          <div className="fin-scroll fin-organisations">
            <Table
              caption={m.desk_organisations()}
              look="fin"
              columns={columnsOf((organisation) => change({ organisation }))}
              rows={pages.items}
              rowKey={({ id }) => id}
              selectedKey={search.organisation}
            />
          </div>
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
    </DeskColumns>
  );
}

interface OrganisationsSearch {
  view?: OrganisationView;
  words?: string;
}

function OrganisationViews({ search }: { search: OrganisationsSearch }) {
  return (
    <Views label={m.desk_views()}>
      {organisationViews.map((name) => (
        <ViewLink
          key={name}
          to="/desk/organisations"
          search={{ ...search, view: name === 'pending' ? undefined : name, organisation: undefined }}
          isCurrent={name === (search.view ?? 'pending')}
        >
          {viewTitles[name]()}
        </ViewLink>
      ))}
    </Views>
  );
}

function emptyTitle(view: OrganisationView, words: string): string {
  if (words) return m.desk_org_none_found();
  return view === 'pending' ? m.desk_org_none_pending() : m.desk_org_none();
}

function columnsOf(onOpen: (organisationId: string) => void): Column<Organisation>[] {
  return [
    {
      key: 'name',
      title: m.desk_org_name(),
      cell: (row) => (
        <>
          <button type="button" className="row-open plain" onClick={() => onOpen(row.id)}>
            <b>{localText(row.name)}</b>
          </button>
          <br />
          <span className="m xs">{row.contact?.name ?? row.slug}</span>
        </>
      ),
    },
    { key: 'kind', title: m.desk_org_kind(), cell: (row) => organisationKindName(row.kind) },
    { key: 'uscc', title: m.desk_uscc(), cell: (row) => <span className="code">{row.uscc}</span> },
    { key: 'region', title: m.desk_region(), cell: (row) => <span className="code">{row.region}</span> },
    {
      key: 'since',
      title: m.desk_org_registered(),
      cell: (row) => <span className="nw">{longDay(row.createdAt.slice(0, 10))}</span>,
    },
    {
      key: 'status',
      title: m.desk_status(),
      cell: (row) => (
        <Tag tone={tones[row.status]} icon={row.status === 'verified' ? 'check' : 'warn'}>
          {statusNames[row.status]()}
        </Tag>
      ),
    },
  ];
}
