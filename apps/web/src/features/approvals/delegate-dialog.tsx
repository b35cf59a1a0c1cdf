import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { keyOf, read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { dayTime, defaultZone } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';

/** Lets a colleague decide for some days, and shows who does already. */
export function DelegateDialog({ onClose }: { onClose: () => void }) {
  const [toEmail, setEmail] = useState('');
  const [firstDay, setFirst] = useState('');
  const [lastDay, setLast] = useState('');
  const queryClient = useQueryClient();
  const delegate = useMutation({
    mutationFn: () => call('delegateApprovals', { body: { toEmail, ...(firstDay && { firstDay }), lastDay } }),
    onSuccess: ({ delegate: colleague }) => {
      showToast({ tone: 'ok', text: m.lending_delegated({ name: colleague.displayName }) });
      onClose();
    },
    onError: toastFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listDelegations') }),
  });
  return (
    <Dialog
      title={m.lending_delegate()}
      onClose={onClose}
      actions={
        <>
          <Button
            look="main"
            busy={delegate.isPending}
            disabled={toEmail === '' || lastDay === ''}
            onClick={() => delegate.mutate()}
          >
            {m.lending_delegate()}
          </Button>
          <Button onClick={onClose}>{m.ui_close()}</Button>
        </>
      }
    >
      <p className="s">{m.lending_delegate_hint()}</p>
      <TextField
        label={m.lending_delegate_email()}
        type="email"
        value={toEmail}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={m.lending_first_day()}
        type="date"
        value={firstDay}
        onChange={(event) => setFirst(event.target.value)}
      />
      <TextField
        label={m.lending_last_day()}
        type="date"
        value={lastDay}
        onChange={(event) => setLast(event.target.value)}
      />
      <ActiveDelegations />
    </Dialog>
  );
}

/** Who stands in for whom now or soon, each with a way to end it. */
function ActiveDelegations() {
  const queryClient = useQueryClient();
  const given = useQuery(read('listDelegations', { query: {} }));
  const end = useMutation({
    mutationFn: (delegationId: string) => call('endDelegation', { params: { delegationId } }),
    onError: toastFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listDelegations') }),
  });
  const active = given.data?.items.filter(({ status }) => status !== 'ended') ?? [];
  return active.map((one) => (
    <p key={one.id} className="s bar">
      {one.user.displayName} → {one.delegate.displayName}, {dayTime(Date.parse(one.from), defaultZone)} –{' '}
      {dayTime(Date.parse(one.until), defaultZone)}
      <Button size="small" onClick={() => end.mutate(one.id)}>
        {m.lending_delegate_end()}
      </Button>
    </p>
  ));
}
