import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { describeFailure } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxField, TextField } from '../../ui/field.tsx';
import { dayWithWeekday } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Day, instantOf, parseClock } from '../../ui/zone.ts';
import './booking.css';
import './conflicts.css';

interface JoinWaitlistProps {
  instrumentId: string;
  zone: string;
  day: Day;
  minMinutes: number;
  slotMinutes: number;
}

/** For a day without room: stand in line for what becomes free. Shown to people who can book. */
export function JoinWaitlist(props: JoinWaitlistProps) {
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const isOver = instantOf(props.day, 1440, props.zone) <= now();
  if (isOver || !hasRole(session, 'booker', 'orgAdmin')) return null;
  return (
    <>
      <Button icon="list" onClick={() => setOpen(true)}>
        {m.waiting_join()}
      </Button>
      {isOpen && <JoinDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function JoinDialog({ onClose, ...props }: JoinWaitlistProps & { onClose: () => void }) {
  const { values, set, join, submit } = useJoin(props, onClose);
  const { minMinutes, slotMinutes, day } = props;
  const formId = useId();
  return (
    <Dialog
      title={m.waiting_join_title({ day: dayWithWeekday(day) })}
      onClose={onClose}
      actions={
        <>
          <Button look="main" type="submit" form={formId} busy={join.isPending}>
            {m.waiting_join_do()}
          </Button>
          <Button onClick={onClose}>{m.ui_close()}</Button>
        </>
      }
    >
      <form id={formId} className="step" onSubmit={submit}>
        <p className="s m">{m.waiting_join_intro()}</p>
        {join.isError && (
          <Note tone="bad">{describeFailure(join.error).detail ?? describeFailure(join.error).title}</Note>
        )}
        <div className="form-pair">
          <TextField
            label={m.waiting_join_from()}
            type="time"
            required
            value={values.from}
            onChange={(event) => set({ from: event.target.value })}
          />
          <TextField
            label={m.waiting_join_until()}
            type="time"
            required
            value={values.until}
            onChange={(event) => set({ until: event.target.value })}
          />
        </div>
        <TextField
          label={m.waiting_join_minutes()}
          type="number"
          required
          min={minMinutes}
          step={slotMinutes}
          value={values.minutes}
          onChange={(event) => set({ minutes: event.target.value })}
        />
        <CheckboxField
          label={m.waiting_join_auto()}
          hint={m.waiting_join_auto_hint()}
          checked={values.auto}
          onChange={(event) => set({ auto: event.target.checked })}
        />
      </form>
    </Dialog>
  );
}

function useJoin({ instrumentId, zone, day, minMinutes }: JoinWaitlistProps, onClose: () => void) {
  const [values, setValues] = useState({
    from: '08:00',
    until: '20:00',
    minutes: String(Math.max(minMinutes, 60)),
    auto: false,
  });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const at = (time: string) => new Date(instantOf(day, parseClock(time) ?? 0, zone)).toISOString();
  const join = useMutation({
    mutationFn: () =>
      call('joinWaitlist', {
        body: {
          ...{ instrumentId, from: at(values.from), until: at(values.until), minutes: Number(values.minutes) },
          autoAccept: values.auto,
        },
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keyOf('listWaitlistEntries') });
      showToast({ text: m.waiting_joined() });
      onClose();
      void navigate({ to: '/waitlist' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join.mutate();
  };
  const set = (next: Partial<typeof values>) => setValues((before) => ({ ...before, ...next }));
  return { values, set, join, submit };
}
