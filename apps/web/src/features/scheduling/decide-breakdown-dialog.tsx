import { m } from '@guanyi/messages';
import { type FormEvent, useId, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented, TextAreaField, TextField } from '../../ui/field.tsx';
import { addDays, dayOf, instantOf, parseClock } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { useUpkeepChange } from './use-upkeep-change.ts';

type Report = Reply<'listBreakdownReports'>['items'][number];
type Way = 'confirm' | 'dismiss';

/** Out of service from now until a day and an hour, or nothing wrong; either way with a word to who reported it. */
export function DecideDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const formId = useId();
  const { zone } = report.instrument;
  const [way, setWay] = useState<Way>('confirm');
  const [form, setForm] = useState({ day: addDays(dayOf(now(), zone), 1), time: '18:00', answer: '' });
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const params = { breakdownReportId: report.id };
  const decide = useUpkeepChange<unknown>(
    () => {
      if (way === 'dismiss') return call('dismissBreakdown', { params, body: { answer: form.answer.trim() } });
      const until = new Date(instantOf(form.day, parseClock(form.time) ?? 0, zone)).toISOString();
      return call('confirmBreakdown', { params, body: { until, answer: form.answer.trim() } });
    },
    way === 'confirm' ? m.upkeep_confirmed : m.upkeep_dismissed,
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decide.mutate();
  };
  return (
    <Dialog
      title={m.upkeep_decide_title({ model: report.instrument.model })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={decide.isPending}>
            {way === 'confirm' ? m.upkeep_confirm() : m.upkeep_dismiss()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <p>{report.description}</p>
      <Segmented<Way>
        label={m.upkeep_decide()}
        className="small"
        value={way}
        options={[
          { value: 'confirm', label: m.upkeep_way_confirm() },
          { value: 'dismiss', label: m.upkeep_way_dismiss() },
        ]}
        onChange={setWay}
      />
      <form id={formId} className="form-stack" onSubmit={submit}>
        {way === 'confirm' && <UntilFields day={form.day} time={form.time} onChange={set} />}
        <TextAreaField
          label={m.upkeep_answer_label()}
          note={m.storefront_optional()}
          maxLength={1000}
          value={form.answer}
          onChange={(event) => set({ answer: event.target.value })}
        />
        {decide.isError && <FailureNote error={decide.error} />}
      </form>
    </Dialog>
  );
}

interface UntilFieldsProps {
  day: string;
  time: string;
  onChange: (part: { day?: string; time?: string }) => void;
}

function UntilFields({ day, time, onChange }: UntilFieldsProps) {
  return (
    <>
      <p className="m s">{m.upkeep_confirm_hint()}</p>
      <div className="field-pair">
        <TextField
          label={m.upkeep_until_day()}
          type="date"
          required
          value={day}
          onChange={(event) => onChange({ day: event.target.value })}
        />
        <TextField
          label={m.upkeep_until_time()}
          type="time"
          required
          value={time}
          onChange={(event) => onChange({ time: event.target.value })}
        />
      </div>
    </>
  );
}
