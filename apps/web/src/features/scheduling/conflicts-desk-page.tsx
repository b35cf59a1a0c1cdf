import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { ListState } from '../../app/list-state.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { keyOf, read } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Panel, Work } from '../../ui/desk.tsx';
import '../../ui/finance.css';
import { dayTime, defaultZone, localText } from '../../ui/format.ts';
import { EmptyState, LoadMore, Skeleton } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Views } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ConflictAnswer } from './conflict-answer.tsx';
import { ConflictFacts } from './conflict-page.tsx';
import { type Conflict, causeName, conflictState, outageKindNames } from './conflict-words.ts';
import { type ConflictsView, conflictsViews } from './conflicts-views.ts';
import { OutageButton } from './outage-button.tsx';
import { useConflictAct } from './use-conflict-act.ts';
import './desk-scheduling.css';

const viewTitles: Record<ConflictsView, () => string> = {
  live: m.waiting_view_live,
  escalated: m.waiting_view_escalated,
  resolved: m.waiting_view_resolved,
};

const viewStatuses: Record<ConflictsView, Conflict['status'][]> = {
  live: ['open', 'offered', 'escalated'],
  escalated: ['escalated'],
  resolved: ['resolved'],
};

/** Bookings that cannot stay where they are, what is held for them, and the outages that are to blame. */
export function ConflictsDeskPage() {
  usePageTitle(m.waiting_conflicts());
  const search = useSearch({ from: '/desk/conflicts' });
  const navigate = useNavigate({ from: '/desk/conflicts' });
  const labId = useOwnLabs().labs[0]?.id;
  const view = search.view ?? 'live';
  const query = { status: viewStatuses[view], limit: 50 };
  const pages = usePages('listConflicts', { query }, { keepPrevious: true, refetchInterval: 30_000 });
  const open = (conflict: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, conflict }), replace: true, resetScroll: false });
  return (
    <DeskColumns
      panel={
        search.conflict && (
          <ConflictPanel key={search.conflict} conflictId={search.conflict} onClose={() => open(undefined)} />
        )
      }
    >
      <Work
        title={m.waiting_conflicts()}
        actions={labId && <OutageButton labId={labId} zone={defaultZone} />}
        views={
          <Views label={m.desk_views()}>
            {conflictsViews.map((name) => (
              <ViewLink
                key={name}
                to="/desk/conflicts"
                search={name === 'live' ? {} : { view: name }}
                isCurrent={name === view}
              >
                {viewTitles[name]()}
              </ViewLink>
            ))}
          </Views>
        }
      >
        {view === 'live' && <Outages />}
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={
            <EmptyState icon="check" title={m.waiting_desk_none()}>
              {m.waiting_desk_none_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && (
          <div className="fin-scroll">
            <Table
              caption={m.waiting_conflicts()}
              look="fin"
              columns={columnsOf(open)}
              rows={pages.items}
              rowKey={({ id }) => id}
              selectedKey={search.conflict}
            />
          </div>
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
    </DeskColumns>
  );
}

function columnsOf(onOpen: (conflictId: string) => void): Column<Conflict>[] {
  return [
    {
      key: 'who',
      title: m.waiting_booking(),
      cell: (row) => (
        <>
          <button type="button" className="row-open plain" onClick={() => onOpen(row.id)}>
            <b>{localText(row.organisation.name)}</b>
          </button>
          <br />
          <span className="m xs">
            {row.user.displayName} {row.number}
          </span>
        </>
      ),
    },
    {
      key: 'what',
      title: m.waiting_instrument(),
      cell: (row) => (
        <>
          {localText(row.instrument.name)} <span lang="en">{row.instrument.model}</span>
          <br />
          <span className="m xs">
            <TimeRange
              from={Date.parse(row.from)}
              until={Date.parse(row.until ?? row.from)}
              zone={row.instrument.zone}
            />
          </span>
        </>
      ),
    },
    { key: 'cause', title: m.waiting_what_happened(), cell: (row) => causeName(row.cause) },
    {
      key: 'due',
      title: m.waiting_answer_due(),
      cell: (row) => <span className="nw">{dayTime(Date.parse(row.deadline), row.instrument.zone)}</span>,
    },
    {
      key: 'status',
      title: m.desk_status(),
      cell: (row) => {
        const state = conflictState(row);
        return (
          <Tag tone={state.tone} icon={state.tone === 'ok' ? 'check' : 'warn'}>
            {state.name}
          </Tag>
        );
      },
    },
  ];
}

function ConflictPanel({ conflictId, onClose }: { conflictId: string; onClose: () => void }) {
  const conflict = useQuery({ ...read('getConflict', { params: { conflictId } }), refetchInterval: 30_000 });
  const act = useConflictAct(conflictId);
  const session = useSession();
  const mayAnswer = hasRole(session, 'labManager', 'keeper');
  const data = conflict.data;
  return (
    <Panel label={m.waiting_conflicts()} onClose={onClose}>
      {conflict.isPending && <Skeleton rows={6} />}
      {conflict.isError && <QueryFailure error={conflict.error} onRetry={() => conflict.refetch()} />}
      {data && (
        <>
          <section>
            <div className="bar">
              <h2>{localText(data.organisation.name)}</h2>
              <span className="push" />
              <Button size="small" onClick={onClose}>
                {m.ui_close()}
              </Button>
            </div>
            <p className="s">{m.waiting_cause({ cause: causeName(data.cause) })}</p>
            <ConflictFacts conflict={data} />
          </section>
          {data.status !== 'resolved' && data.bookingId && mayAnswer && (
            <section>
              <h2>{m.waiting_options_for()}</h2>
              <ConflictAnswer conflict={data} busy={act.isPending} onAnswer={act.mutate} isForLab />
            </section>
          )}
        </>
      )}
    </Panel>
  );
}

/** What is out of service now and later, each to be called off with one press. */
function Outages() {
  const [from] = useState(() => new Date(now()).toISOString());
  const outages = useQuery(read('listOutages', { query: { status: 'active', from, limit: 20 } }));
  const items = outages.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="work-pad" aria-label={m.waiting_outages()}>
      <h2 className="s">{m.waiting_outages()}</h2>
      <ul className="wait-list">
        {items.map((outage) => (
          <OutageRow key={outage.id} outage={outage} />
        ))}
      </ul>
    </section>
  );
}

function OutageRow({ outage }: { outage: Reply<'listOutages'>['items'][number] }) {
  const queryClient = useQueryClient();
  const session = useSession();
  const callOff = useMutation({
    mutationFn: () => call('cancelOutage', { params: { outageId: outage.id } }),
    onSuccess: () => showToast({ text: m.waiting_called_off() }),
    onError: toastFailure,
    onSettled: () => {
      for (const id of ['listOutages', 'listConflicts', 'getConflict', 'listBookings'] as const)
        void queryClient.invalidateQueries({ queryKey: keyOf(id) });
    },
  });
  const { instrument } = outage;
  return (
    <li className="wait-row">
      <div>
        <b>
          {localText(instrument.name)} <span lang="en">{instrument.model}</span>
        </b>
        <p className="s">
          {outageKindNames[outage.kind]()} ·{' '}
          <TimeRange from={Date.parse(outage.from)} until={Date.parse(outage.until)} zone={instrument.zone} />
          {outage.note && <span className="m"> · {outage.note}</span>}
        </p>
        {outage.openConflicts !== undefined && outage.openConflicts > 0 && (
          <Tag tone="hm">{m.waiting_outage_bookings({ n: outage.openConflicts })}</Tag>
        )}
      </div>
      {hasRole(session, 'labManager', 'keeper') && (
        <Button size="small" busy={callOff.isPending} onClick={() => callOff.mutate()}>
          {m.waiting_call_off()}
        </Button>
      )}
    </li>
  );
}
