import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { labsWithRole } from '../../app/own-labs.ts';
import { describeFailure, fieldError } from '../../app/problem.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { defaultZone, localText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { instantOf } from '../../ui/zone.ts';
import { useChange } from './use-change.ts';

const nothing = { email: '', instrumentId: '', classCode: '', kindId: '', expires: '' };

/** Grants one person one instrument, a class of them or a kind that the lab asks for, for a while or for good. */
export function GrantDialog({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState(nothing);
  const set = (part: Partial<typeof nothing>) => setForm({ ...form, ...part });
  const [lab] = labsWithRole(useSession(), ['labManager', 'keeper']);
  const instruments = useQuery({
    ...read('searchInstruments', { query: { labId: lab?.id, limit: 100 } }),
    enabled: lab !== undefined,
  });
  const grant = useChange(() => call('grantQualification', { body: bodyOf(form) }), m.attendance_granted, onClose);
  const isPlaced = form.instrumentId !== '' || /^\d{1,8}$/.test(form.classCode);
  const isReady = form.email !== '' && (isPlaced || (form.kindId !== '' && form.classCode === ''));
  return (
    <Dialog
      title={m.attendance_grant_title()}
      onClose={onClose}
      actions={
        <Button look="firm" busy={grant.isPending} disabled={!isReady} onClick={() => grant.mutate()}>
          {m.attendance_grant()}
        </Button>
      }
    >
      <TextField
        type="email"
        label={m.attendance_grant_email()}
        maxLength={254}
        value={form.email}
        error={fieldError(grant.error, '/email')}
        onChange={(event) => set({ email: event.target.value.trim() })}
      />
      <SelectField
        label={m.attendance_grant_instrument()}
        value={form.instrumentId}
        onChange={(event) => set({ instrumentId: event.target.value })}
      >
        <option value="">–</option>
        {instruments.data?.items.map(({ id, name, model }) => (
          <option key={id} value={id}>
            {localText(name)} {model}
          </option>
        ))}
      </SelectField>
      {lab && <KindField labId={lab.id} value={form.kindId} onChange={(kindId) => set({ kindId })} />}
      <div className="f2">
        <TextField
          label={m.attendance_grant_class()}
          note={m.storefront_optional()}
          inputMode="numeric"
          maxLength={8}
          value={form.classCode}
          onChange={(event) => set({ classCode: event.target.value.trim() })}
        />
        <TextField
          type="date"
          label={m.attendance_grant_expires()}
          note={m.storefront_optional()}
          value={form.expires}
          onChange={(event) => set({ expires: event.target.value })}
        />
      </div>
      {grant.isError && <Note tone="bad">{describeFailure(grant.error).title}</Note>}
    </Dialog>
  );
}

interface KindFieldProps {
  labId: string;
  /** Empty for any kind. */
  value: string;
  onChange: (kindId: string) => void;
}

/** What the lab's booking rules ask for by name; nothing where they name nothing. */
function KindField({ labId, value, onChange }: KindFieldProps) {
  const kinds = useQuery(read('listQualificationKinds', { params: { labId } }));
  if (!kinds.data || kinds.data.items.length === 0) return null;
  return (
    <SelectField label={m.attendance_grant_kind()} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{m.attendance_grant_kind_any()}</option>
      {kinds.data.items.map(({ id, name }) => (
        <option key={id} value={id}>
          {localText(name)}
        </option>
      ))}
    </SelectField>
  );
}

function bodyOf({ email, instrumentId, classCode, kindId, expires }: typeof nothing) {
  return {
    email,
    ...(instrumentId !== '' && { instrumentId }),
    ...(instrumentId === '' && classCode !== '' && { classCode }),
    ...(kindId !== '' && { kindId }),
    // The day itself still counts.
    ...(expires !== '' && { expiresAt: new Date(instantOf(expires, 1440, defaultZone)).toISOString() }),
  };
}
