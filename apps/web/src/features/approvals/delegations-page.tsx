import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { fieldError } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { TextField } from '../../ui/field.tsx';
import { dayTime, defaultZone } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import { dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { policyStatusName } from './chain-words.ts';
import '../../ui/finance.css';
import '../billing/desk-billing.css';
import './chains.css';

type Delegation = Reply<'listDelegations'>['items'][number];

/** Who decides in whose place and on which days, given and received. */
export function DelegationsPage() {
  usePageTitle(m.chains_delegations());
  const list = usePages('listDelegations', { query: { limit: 50 } });
  return (
    <DeskColumns>
      <Work title={m.chains_delegations()} summary={m.lending_delegate_hint()}>
        <DelegateForm />
        <ListState
          isPending={list.isPending}
          error={list.error}
          onRetry={() => list.refetch()}
          isEmpty={list.items.length === 0}
          empty={
            <EmptyState icon="users" title={m.chains_delegations_none()}>
              {m.chains_delegations_none_hint()}
            </EmptyState>
          }
        />
        {list.items.length > 0 && <DelegationTable items={list.items} />}
        <LoadMore more={list.hasNextPage} busy={list.isFetchingNextPage} onLoad={() => list.fetchNextPage()} />
      </Work>
    </DeskColumns>
  );
}

function DelegateForm() {
  const today = dayOf(now(), defaultZone);
  const empty = { toEmail: '', firstDay: today, lastDay: '', reason: '' };
  const [draft, setDraft] = useState(empty);
  const queryClient = useQueryClient();
  const delegate = useMutation({
    mutationFn: () => {
      const { reason, ...rest } = draft;
      return call('delegateApprovals', { body: { ...rest, ...(reason && { reason }) } });
    },
    onSuccess: ({ delegate: colleague }) => {
      showToast({ tone: 'ok', text: m.lending_delegated({ name: colleague.displayName }) });
      setDraft(empty);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listDelegations') }),
  });
  const isReady = draft.toEmail !== '' && draft.lastDay >= draft.firstDay && draft.firstDay !== '';
  const text = (name: keyof typeof empty) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  return (
    <form
      className="chain-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !delegate.isPending) delegate.mutate();
      }}
    >
      <div className="chain-trio">
        <TextField
          label={m.lending_delegate_email()}
          type="email"
          required
          error={fieldError(delegate.error, '/toEmail')}
          {...text('toEmail')}
        />
        <TextField label={m.lending_first_day()} type="date" required min={today} {...text('firstDay')} />
        <TextField
          label={m.lending_last_day()}
          type="date"
          required
          min={draft.firstDay || today}
          {...text('lastDay')}
        />
      </div>
      <TextField label={m.chains_delegate_reason()} maxLength={500} {...text('reason')} />
      {delegate.isError && <FailureNote error={delegate.error} />}
      <div>
        <Button look="main" type="submit" disabled={!isReady} busy={delegate.isPending}>
          {m.lending_delegate()}
        </Button>
      </div>
    </form>
  );
}

function DelegationTable({ items }: { items: readonly Delegation[] }) {
  const session = useSession();
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: (delegationId: string) => call('endDelegation', { params: { delegationId } }),
    onError: toastFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listDelegations') }),
  });
  const when = (at: string) => dayTime(Date.parse(at), defaultZone);
  const columns: Column<Delegation>[] = [
    {
      key: 'who',
      title: m.chains_delegation_who(),
      cell: ({ user, delegate }) => (
        <>
          <b>{user.displayName}</b> → {delegate.displayName}
        </>
      ),
    },
    { key: 'from', title: m.chains_delegation_from(), cell: ({ from }) => when(from) },
    { key: 'until', title: m.chains_delegation_until(), cell: ({ until }) => when(until) },
    { key: 'reason', title: m.chains_delegate_reason(), cell: ({ reason }) => reason ?? '—' },
    {
      key: 'status',
      title: m.chains_status(),
      cell: ({ status }) => (
        <Tag tone={status === 'active' ? 'ok' : status === 'scheduled' ? 'hm' : undefined}>
          {policyStatusName(status)}
        </Tag>
      ),
    },
    {
      key: 'end',
      title: <span className="vh">{m.lending_delegate_end()}</span>,
      right: true,
      cell: (one) =>
        one.status !== 'ended' &&
        one.user.userId === session.user?.id && (
          <Button size="small" busy={end.isPending && end.variables === one.id} onClick={() => end.mutate(one.id)}>
            {m.lending_delegate_end()}
          </Button>
        ),
    },
  ];
  return (
    <div className="fin-scroll">
      <Table caption={m.chains_delegations()} look="fin" columns={columns} rows={[...items]} rowKey={({ id }) => id} />
    </div>
  );
}
