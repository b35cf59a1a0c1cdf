import { m } from '@guanyi/messages';
import { useState } from 'react';
import { labsWithRole } from '../../app/own-labs.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { countText, longDay } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { FormDialog } from '../equity/form-dialog.tsx';
import {
  type ConditionState,
  conditionName,
  conditionStates,
  type Lending,
  type LendingKind,
} from './lending-words.ts';
import { PhotoPicker, PhotoStrip } from './photos.tsx';
import { useLendingAct } from './use-lending.ts';

type Inspection = Lending['inspections'][number];

/** Visits to an instrument that is out: announced, and what they found. */
export function InspectionsSection({ lending, kind }: { lending: Lending; kind: LendingKind }) {
  const session = useSession();
  const [planning, setPlanning] = useState(false);
  const [recording, setRecording] = useState<Inspection>();
  const isStaff = labsWithRole(session, ['keeper', 'labManager']).some(({ id }) => id === lending.labId);
  const isOut = lending.status === 'handedOver' || lending.status === 'overdue';
  if (lending.inspections.length === 0 && !(isStaff && isOut)) return null;
  return (
    <section>
      <div className="section-head">
        <h2>{m.inspection_title()}</h2>
        {isStaff && isOut && (
          <Button size="small" onClick={() => setPlanning(true)}>
            {m.inspection_plan()}
          </Button>
        )}
      </div>
      {lending.inspections.length === 0 && <p className="s m">{m.inspection_none()}</p>}
      {lending.inspections.map((inspection) => (
        <article key={inspection.id} className="damage">
          <p className="bar">
            <b>{longDay(inspection.plannedOn)}</b>
            <Tag tone={inspection.status === 'done' ? 'ok' : undefined}>{statusNames[inspection.status]()}</Tag>
            <span className="push" />
            {isStaff && isOut && inspection.status === 'planned' && (
              <Button size="small" look="firm" onClick={() => setRecording(inspection)}>
                {m.inspection_record()}
              </Button>
            )}
          </p>
          <p className="s">{foundText(inspection)}</p>
          <PhotoStrip photoIds={inspection.photoIds} />
        </article>
      ))}
      {planning && <PlanDialog lending={lending} kind={kind} onClose={() => setPlanning(false)} />}
      {recording && <RecordDialog inspection={recording} onClose={() => setRecording(undefined)} />}
    </section>
  );
}

const statusNames: Record<Inspection['status'], () => string> = {
  planned: m.inspection_planned,
  done: m.inspection_done,
  cancelled: m.inspection_cancelled,
};

function foundText({ purpose, note, conditions, meterReading }: Inspection): string {
  return [
    purpose,
    ...conditions.map(({ item, state }) => `${item} ${conditionName(state)}`),
    meterReading === undefined ? '' : `${m.lending_meter()} ${countText(meterReading)}`,
    note ?? '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function PlanDialog({ lending, kind, onClose }: { lending: Lending; kind: LendingKind; onClose: () => void }) {
  const ofLoan = useLendingAct('planInspection', m.inspection_was_planned(), onClose);
  const ofLease = useLendingAct('planLeaseInspection', m.inspection_was_planned(), onClose);
  return (
    <FormDialog
      title={m.inspection_plan()}
      fields={[
        { name: 'plannedOn', label: m.inspection_day(), kind: 'date' },
        { name: 'purpose', label: m.inspection_purpose(), kind: 'area', isOptional: true },
      ]}
      act={kind === 'loan' ? ofLoan : ofLease}
      onSubmit={({ plannedOn = '', purpose = '' }) => {
        const common = { ifMatch: lending.version, body: { plannedOn, purpose } };
        if (kind === 'loan') ofLoan.mutate({ params: { loanId: lending.id }, ...common });
        else ofLease.mutate({ params: { leaseId: lending.id }, ...common });
      }}
      onClose={onClose}
    />
  );
}

function RecordDialog({ inspection, onClose }: { inspection: Inspection; onClose: () => void }) {
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const record = useLendingAct('recordInspection', m.inspection_was_recorded(), onClose);
  return (
    <FormDialog
      title={m.inspection_record()}
      fields={[
        {
          ...{ name: 'state', label: m.handing_condition(), kind: 'choice' },
          options: conditionStates.map((state) => [state, conditionName(state)] as const),
        },
        { name: 'meterReading', label: m.lending_meter(), kind: 'count', isOptional: true },
        { name: 'note', label: m.inspection_note(), kind: 'area', isOptional: true },
      ]}
      act={record}
      onSubmit={({ state = 'good', meterReading = '', note = '' }) =>
        record.mutate({
          params: { inspectionId: inspection.id },
          body: {
            conditions: [{ item: m.inspection_whole(), state: state as ConditionState, note }],
            ...(meterReading !== '' && { meterReading: Number(meterReading) }),
            photoIds: [...photoIds],
            ...(note !== '' && { note }),
          },
        })
      }
      onClose={onClose}
    >
      <PhotoPicker photoIds={photoIds} onChange={setPhotoIds} />
    </FormDialog>
  );
}
