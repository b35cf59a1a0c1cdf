import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type CallInput, call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';

export type CalendarSubject = CallInput<'createCalendarFeed'>['body'];

/** Makes the address of a calendar and shows it, which happens only once: it opens the calendar to whoever has it. */
export function CalendarDialog({ subject, onClose }: { subject: CalendarSubject; onClose: () => void }) {
  const queryClient = useQueryClient();
  const make = useMutation({
    mutationFn: () => call('createCalendarFeed', { body: subject }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf('listCalendarFeeds') }),
  });
  const url = make.data?.url;
  return (
    <Dialog
      title={m.calendar_dialog_title()}
      onClose={onClose}
      actions={
        url ? (
          <>
            <Button look="main" onClick={() => void copy(url)}>
              {m.calendar_copy()}
            </Button>
            <a className="btn" href={url.replace(/^https?:/, 'webcal:')}>
              {m.calendar_open()}
            </a>
            <Button onClick={onClose}>{m.ui_close()}</Button>
          </>
        ) : (
          <>
            <Button look="main" busy={make.isPending} onClick={() => make.mutate()}>
              {m.calendar_make()}
            </Button>
            <Button onClick={onClose}>{m.desk_back()}</Button>
          </>
        )
      }
    >
      <p>{url ? m.calendar_made_hint() : m.calendar_hint()}</p>
      {url && (
        <TextField label={m.calendar_address()} readOnly value={url} onFocus={(event) => event.target.select()} />
      )}
      {make.error && <FailureNote error={make.error} />}
    </Dialog>
  );
}

async function copy(url: string): Promise<void> {
  await navigator.clipboard.writeText(url);
  showToast({ tone: 'ok', text: m.calendar_copied() });
}

/** A button that leads to the address of a calendar. */
export function CalendarButton({ subject, className }: { subject: CalendarSubject; className?: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className ?? 'btn small'} onClick={() => setOpen(true)}>
        {m.calendar_subscribe()}
      </button>
      {isOpen && <CalendarDialog subject={subject} onClose={() => setOpen(false)} />}
    </>
  );
}
