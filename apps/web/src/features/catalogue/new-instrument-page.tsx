import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { LabOptions } from '../../app/lab-picker.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { SelectField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FactsFields, factPointers } from './facts-fields.tsx';
import { emptyFacts, type FactsForm, newInstrumentOf } from './facts-form.ts';
import { faultAt } from './field-faults.ts';
import { SaveBar } from './save-bar.tsx';
import { useRenewInstrument } from './use-editor-form.ts';
import './desk-catalogue.css';

/** Adds one instrument; afterwards its editor opens at the offerings, without which nobody can book it. */
export function NewInstrumentPage() {
  usePageTitle(m.desk_add_instrument());
  const search = useSearch({ from: '/desk/instruments/new' });
  const navigate = useNavigate();
  const { labs } = useOwnLabs();
  const renew = useRenewInstrument();
  const [form, setForm] = useState<FactsForm>(() => emptyFacts(search.lab ?? ''));
  const filled = { ...form, labId: form.labId || (labs[0]?.id ?? '') };
  const create = useMutation({
    mutationFn: () => call('createInstrument', { body: newInstrumentOf(filled) }),
    onSuccess: async ({ id }) => {
      showToast({ tone: 'ok', text: m.desk_instrument_added() });
      await renew(id);
      void navigate({
        to: '/desk/instruments/$instrumentId',
        params: { instrumentId: id },
        search: { tab: 'offerings' },
      });
    },
  });
  const change = (next: Partial<FactsForm>) => setForm((current) => ({ ...current, ...next }));
  return (
    <DeskColumns>
      <Work title={m.desk_add_instrument()}>
        <div className="work-pad editor">
          <p className="crumb">
            <Link to="/desk/instruments">{m.desk_back_to_instruments()}</Link>
          </p>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              create.mutate();
            }}
          >
            <FactsFields
              form={filled}
              error={create.error}
              onChange={change}
              lab={
                <SelectField
                  label={m.desk_lab()}
                  className="form-wide"
                  value={filled.labId}
                  error={faultAt(create.error, '/labId')}
                  onChange={(event) => change({ labId: event.target.value })}
                >
                  <LabOptions labs={labs} />
                </SelectField>
              }
            />
            <SaveBar
              label={m.desk_add_instrument()}
              isBusy={create.isPending}
              isChanged
              error={create.error}
              shown={factPointers}
              onReload={() => undefined}
              onKeep={() => undefined}
              onReset={() => void navigate({ to: '/desk/instruments' })}
            />
          </form>
        </div>
      </Work>
    </DeskColumns>
  );
}
