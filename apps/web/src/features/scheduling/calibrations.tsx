import { m } from '@guanyi/messages';
import { type FormEvent, useId, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { type LabChoice, labsWithRole } from '../../app/own-labs.ts';
import { usePages } from '../../app/pages.ts';
import { fieldError } from '../../app/problem.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { defaultZone, localText, longDay } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { addDays, dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { LabField } from './lab-field.tsx';
import { InstrumentField } from './outage-dialog.tsx';
import { useUpkeepChange } from './use-upkeep-change.ts';

type Calibration = Reply<'listCalibrations'>['items'][number];

/** Soon enough to order the next one. */
const soonDays = 30;

/** Calibrations on record, those that end first on top; the day on which one is due again stands in the calendar. */
export function Calibrations() {
  const labs = labsWithRole(useSession(), ['labManager', 'keeper']);
  const [isRecording, setRecording] = useState(false);
  const pages = usePages('listCalibrations', { query: { limit: 100 } });
  const rows = [...pages.items].sort((a, b) => a.validUntil.localeCompare(b.validUntil));
  return (
    <>
      <div className="work-tools">
        {labs.length > 0 && (
          <Button size="small" icon="plus" onClick={() => setRecording(true)}>
            {m.upkeep_calibration_new()}
          </Button>
        )}
      </div>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={rows.length === 0}
        empty={
          <EmptyState icon="check" title={m.upkeep_calibrations_none()}>
            {m.upkeep_calibrations_none_hint()}
          </EmptyState>
        }
      />
      <ul className="upkeep-list">
        {rows.map((calibration) => (
          <CalibrationRow key={calibration.id} calibration={calibration} />
        ))}
      </ul>
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => void pages.fetchNextPage()} />
      {isRecording && <RecordDialog labs={labs} onClose={() => setRecording(false)} />}
    </>
  );
}

function CalibrationRow({ calibration }: { calibration: Calibration }) {
  const { instrument, status, validUntil } = calibration;
  const isSoon = validUntil <= addDays(dayOf(now(), instrument.zone), soonDays);
  return (
    <li className="today-item">
      <p className="today-time">
        <b>{longDay(validUntil)}</b>
        {status === 'expired' ? (
          <Tag tone="bad" icon="warn">
            {m.upkeep_expired()}
          </Tag>
        ) : (
          <Tag tone={isSoon ? 'hm' : 'ok'} icon={isSoon ? 'warn' : 'check'}>
            {isSoon ? m.upkeep_due_soon() : m.upkeep_valid()}
          </Tag>
        )}
      </p>
      <div>
        <p>
          <b lang="en">{instrument.model}</b> <span className="m s">{localText(instrument.name)}</span>
        </p>
        <p className="m s">
          {m.upkeep_calibrated({ day: longDay(calibration.calibratedOn), certificate: calibration.certificate })}
        </p>
      </div>
    </li>
  );
}

/** Puts a calibration on record; the form says what its end will do to the calendar. */
function RecordDialog({ labs, onClose }: { labs: readonly LabChoice[]; onClose: () => void }) {
  const formId = useId();
  const today = dayOf(now(), defaultZone);
  const [labId, setLabId] = useState(labs[0]?.id ?? '');
  const [form, setForm] = useState({
    ...{ instrumentId: '', calibratedOn: today, validUntil: addDays(today, 365), certificate: '' },
    ...{ dueFrom: '08:00', dueHours: '8' },
  });
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const record = useUpkeepChange(
    () =>
      call('recordCalibration', {
        body: {
          ...{ instrumentId: form.instrumentId, calibratedOn: form.calibratedOn, validUntil: form.validUntil },
          ...{ certificate: form.certificate.trim(), dueFrom: form.dueFrom },
          dueMinutes: Math.round(Number(form.dueHours) * 60),
        },
      }),
    m.upkeep_calibration_done,
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.mutate();
  };
  const field = (name: keyof typeof form, label: string, type: string, more: object = {}) => (
    <TextField
      label={label}
      type={type}
      required
      value={form[name]}
      error={fieldError(record.error, `/${name}`)}
      onChange={(event) => set({ [name]: event.target.value })}
      {...more}
    />
  );
  return (
    <Dialog
      title={m.upkeep_calibration_new()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={record.isPending}>
            {m.upkeep_calibration_do()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form id={formId} className="form-stack" onSubmit={submit}>
        <LabField labs={labs} value={labId} onChange={setLabId} />
        <InstrumentField labId={labId} value={form.instrumentId} onChange={(instrumentId) => set({ instrumentId })} />
        {field('certificate', m.upkeep_certificate(), 'text', { maxLength: 200 })}
        <div className="field-pair">
          {field('calibratedOn', m.upkeep_calibrated_on(), 'date')}
          {field('validUntil', m.upkeep_valid_until(), 'date', { min: form.calibratedOn })}
        </div>
        <p className="m s">{m.upkeep_due_hint()}</p>
        <div className="field-pair">
          {field('dueFrom', m.upkeep_due_from(), 'time')}
          {field('dueHours', m.upkeep_hours(), 'number', { min: 0, step: 0.5 })}
        </div>
        {record.isError && <FailureNote error={record.error} />}
      </form>
    </Dialog>
  );
}
