import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { type CallInput, call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import type { LabChoice } from '../../app/own-labs.ts';
import { describeFailure } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { defaultZone, rangeText } from '../../ui/format.ts';
import { Note, Tag } from '../../ui/tag.tsx';
import { addDays, dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { outageKindNames } from './conflict-words.ts';
import { LabField } from './lab-field.tsx';
import { InstrumentField } from './outage-dialog.tsx';
import { type Rhythm, rhythmNames, rhythms } from './rhythm.ts';
import { useUpkeepChange } from './use-upkeep-change.ts';

type PlanBody = NonNullable<CallInput<'createMaintenancePlan'>['body']>;

const kinds = ['maintenance', 'calibration'] as const;

interface PlanForm {
  instrumentId: string;
  kind: (typeof kinds)[number];
  rhythm: Rhythm;
  firstDay: string;
  from: string;
  hours: string;
  note: string;
}

/** Plans maintenance that comes again. What is in the way of each occurrence stands there before it is planned. */
export function PlanDialog({ labs, onClose }: { labs: readonly LabChoice[]; onClose: () => void }) {
  const formId = useId();
  const [labId, setLabId] = useState(labs[0]?.id ?? '');
  const [form, setForm] = useState<PlanForm>({
    instrumentId: '',
    kind: 'maintenance',
    rhythm: 'monthly',
    firstDay: addDays(dayOf(now(), defaultZone), 7),
    from: '08:00',
    hours: '2',
    note: '',
  });
  const set = (part: Partial<PlanForm>) => setForm({ ...form, ...part });
  const body = bodyOf(form);
  const plan = useUpkeepChange<unknown>(
    () => (body ? call('createMaintenancePlan', { body }) : Promise.resolve()),
    m.upkeep_planned,
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    plan.mutate();
  };
  return (
    <Dialog
      title={m.upkeep_plan_new()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={plan.isPending} disabled={!body}>
            {m.upkeep_plan_do()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form id={formId} className="form-stack" onSubmit={submit}>
        <LabField
          labs={labs}
          value={labId}
          onChange={(next) => {
            setLabId(next);
            set({ instrumentId: '' });
          }}
        />
        <InstrumentField labId={labId} value={form.instrumentId} onChange={(instrumentId) => set({ instrumentId })} />
        <WhenFields form={form} set={set} />
        <TextField
          label={m.upkeep_note()}
          note={m.storefront_optional()}
          maxLength={200}
          value={form.note}
          onChange={(event) => set({ note: event.target.value })}
        />
        {plan.isError && <FailureNote error={plan.error} />}
      </form>
      {body && <PlanPreview body={body} />}
    </Dialog>
  );
}

function bodyOf(form: PlanForm): PlanBody | undefined {
  const minutes = Math.round(Number(form.hours) * 60);
  if (!form.instrumentId || !form.firstDay || !form.from || !(minutes > 0)) return undefined;
  return {
    ...{ instrumentId: form.instrumentId, kind: form.kind, note: form.note.trim() },
    ...{ rrule: rhythms[form.rhythm], firstDay: form.firstDay, from: form.from, minutes },
  };
}

/** What is done, how often, from which day on, at which hour and for how long. */
function WhenFields({ form, set }: { form: PlanForm; set: (part: Partial<PlanForm>) => void }) {
  return (
    <>
      <div className="field-pair">
        <SelectField
          label={m.waiting_kind()}
          value={form.kind}
          onChange={(event) => set({ kind: event.target.value as PlanForm['kind'] })}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {outageKindNames[kind]()}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={m.attendance_repeat()}
          value={form.rhythm}
          onChange={(event) => set({ rhythm: event.target.value as Rhythm })}
        >
          {(Object.keys(rhythms) as Rhythm[]).map((one) => (
            <option key={one} value={one}>
              {rhythmNames[one]()}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="form-pair">
        <TextField
          label={m.upkeep_first_day()}
          type="date"
          required
          value={form.firstDay}
          onChange={(event) => set({ firstDay: event.target.value })}
        />
        <TextField
          label={m.desk_from()}
          type="time"
          required
          value={form.from}
          onChange={(event) => set({ from: event.target.value })}
        />
        <TextField
          label={m.upkeep_hours()}
          type="number"
          min={0.25}
          step={0.25}
          required
          value={form.hours}
          onChange={(event) => set({ hours: event.target.value })}
        />
      </div>
    </>
  );
}

const mostShown = 6;

function PlanPreview({ body }: { body: PlanBody }) {
  const preview = useQuery({
    queryKey: [...keyOf('previewMaintenancePlan'), { ...body, note: '' }],
    queryFn: ({ signal }) => call('previewMaintenancePlan', { body, signal }),
  });
  if (preview.isError) return <Note tone="bad">{describeFailure(preview.error).title}</Note>;
  if (!preview.data) return null;
  const { occurrences, zone } = preview.data;
  const touched = occurrences.reduce((sum, { claims }) => sum + claims, 0);
  return (
    <section aria-label={m.upkeep_preview()}>
      <h3>{m.upkeep_preview_count({ n: occurrences.length })}</h3>
      <ul className="occurrences">
        {occurrences.slice(0, mostShown).map((one) => (
          <li key={one.from}>
            <span>{rangeText(Date.parse(one.from), Date.parse(one.until), zone)}</span>
            {one.claims > 0 ? (
              <Tag tone="hm" icon="warn">
                {m.upkeep_in_the_way({ n: one.claims })}
              </Tag>
            ) : (
              <Tag tone="ok" icon="check">
                {m.upkeep_free()}
              </Tag>
            )}
          </li>
        ))}
      </ul>
      {touched > 0 && <Note tone="hm">{m.upkeep_touched({ n: touched })}</Note>}
    </section>
  );
}
