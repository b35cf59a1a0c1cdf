import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { describeFailure } from '../../app/problem.ts';
import { keyOf, read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import { clockText, type Day, dayOf, type Instant, instantOf, localParts, parseClock } from '../../ui/zone.ts';
import { type OutageKind, outageKindNames, outageKinds } from './conflict-words.ts';
import './conflicts.css';

interface OutageDialogProps {
  /** The lab whose instruments can be chosen. */
  labId: string;
  instrumentId?: string | undefined;
  zone: string;
  day?: Day | undefined;
  /** The time that the form begins with. */
  window?: { from: Instant; until: Instant } | undefined;
  /** Stands above the form. */
  head?: ReactNode;
  onClose: () => void;
}

/** Takes an instrument out of service. What is booked looks after itself, and the form says so before it is sent. */
export function OutageDialog({ labId, instrumentId, zone, day, window, head, onClose }: OutageDialogProps) {
  const form = useOutageForm({ instrumentId, zone, day, window, onClose });
  const formId = useId();
  const { values, set, send } = form;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <Dialog
      title={m.waiting_outage_title()}
      onClose={onClose}
      actions={
        <>
          <Button look="main" type="submit" form={formId} busy={send.isPending}>
            {m.waiting_outage_do()}
          </Button>
          <Button onClick={onClose}>{m.ui_close()}</Button>
        </>
      }
    >
      {head}
      <form id={formId} className="step" onSubmit={submit}>
        <p className="s m">{m.waiting_outage_intro()}</p>
        {send.isError && (
          <Note tone="bad">{describeFailure(send.error).detail ?? describeFailure(send.error).title}</Note>
        )}
        {!instrumentId && <InstrumentField labId={labId} value={values.instrumentId} onChange={set('instrumentId')} />}
        <SelectField label={m.waiting_kind()} value={values.kind} onChange={(event) => set('kind')(event.target.value)}>
          {outageKinds.map((kind) => (
            <option key={kind} value={kind}>
              {outageKindNames[kind]()}
            </option>
          ))}
        </SelectField>
        <WhenFields values={values} set={set} />
        <TextAreaField
          label={m.waiting_outage_note()}
          note={m.storefront_optional()}
          maxLength={2000}
          value={values.note}
          onChange={(event) => set('note')(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

type Form = ReturnType<typeof useOutageForm>;

/** Begin and end, in the zone of the lab. */
function WhenFields({ values, set }: Pick<Form, 'values' | 'set'>) {
  return (
    <div className="form-pair">
      <TextField
        label={m.waiting_from_day()}
        type="date"
        required
        value={values.fromDay}
        onChange={(event) => set('fromDay')(event.target.value)}
      />
      <TextField
        label={m.waiting_from_time()}
        type="time"
        required
        value={values.fromTime}
        onChange={(event) => set('fromTime')(event.target.value)}
      />
      <TextField
        label={m.waiting_until_day()}
        type="date"
        required
        min={values.fromDay}
        value={values.untilDay}
        onChange={(event) => set('untilDay')(event.target.value)}
      />
      <TextField
        label={m.waiting_until_time()}
        type="time"
        required
        value={values.untilTime}
        onChange={(event) => set('untilTime')(event.target.value)}
      />
    </div>
  );
}

function useOutageForm({ instrumentId, zone, day, window, onClose }: Omit<OutageDialogProps, 'labId' | 'head'>) {
  const queryClient = useQueryClient();
  const today = dayOf(now(), zone);
  const first = day ?? today;
  const from = window && localParts(window.from, zone);
  const until = window && localParts(window.until, zone);
  const nowTime = clockText(Math.floor(localParts(now(), zone).minutes / 15) * 15);
  const [values, setValues] = useState({
    instrumentId: instrumentId ?? '',
    kind: window ? 'maintenance' : 'breakdown',
    fromDay: from?.day ?? first,
    fromTime: from ? clockText(from.minutes) : first === today ? nowTime : '08:00',
    untilDay: until?.day ?? first,
    untilTime: until ? clockText(until.minutes) : '20:00',
    note: '',
  });
  const set = (name: keyof typeof values) => (value: string) => setValues((before) => ({ ...before, [name]: value }));
  const at = (date: string, time: string) => new Date(instantOf(date, parseClock(time) ?? 0, zone)).toISOString();
  const send = useMutation({
    mutationFn: () =>
      call('createOutage', {
        body: {
          instrumentId: values.instrumentId,
          kind: values.kind as OutageKind,
          from: at(values.fromDay, values.fromTime),
          until: at(values.untilDay, values.untilTime),
          note: values.note,
        },
      }),
    onSuccess: ({ conflicts }) => {
      showToast({ text: m.waiting_outage_done({ n: conflicts.length }) });
      for (const id of ['listOutages', 'listConflicts', 'listBookings', 'getAvailability', 'getBoard'] as const)
        void queryClient.invalidateQueries({ queryKey: keyOf(id) });
      onClose();
    },
  });
  return { values, set, send };
}

export function InstrumentField({
  labId,
  value,
  onChange,
}: {
  labId: string;
  value: string;
  onChange: (id: string) => void;
}) {
  const found = useQuery(read('searchInstruments', { query: { labId, limit: 100 } }));
  return (
    <SelectField
      label={m.waiting_instrument()}
      required
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">–</option>
      {found.data?.items.map((item) => (
        <option key={item.id} value={item.id}>
          {localText(item.name)} {item.model}
        </option>
      ))}
    </SelectField>
  );
}
