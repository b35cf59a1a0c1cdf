import { m } from '@guanyi/messages';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxField, Segmented, SelectField, TextAreaField, TextField } from '../../ui/field.tsx';
import { type Mode, ModeBadge, modeName } from '../../ui/mode-badge.tsx';
import { Tag } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Form, formName } from '../../ui/vocabulary.ts';
import { fenOf } from './facts-form.ts';
import { faultAt } from './field-faults.ts';
import type { Instrument } from './instrument-rights.ts';
import { conditions, type OfferingForm, offeringFormOf, offeringInputOf, offeringOf } from './offering-form.ts';
import { SaveBar } from './save-bar.tsx';
import { useEditorForm, useRenewInstrument } from './use-editor-form.ts';

const modes: readonly Mode[] = ['rent', 'loan', 'equity'];
const forms: readonly Form[] = ['machineTime', 'sample', 'termLease'];
const pointers = ['/forms', '/approval', '/eligibility', '/depositFen'];

/** The three modes side by side: each is offered, changed and withdrawn by itself. */
export function OfferingsTab({ instrument }: { instrument: Instrument }) {
  return (
    <div className="offerings">
      {modes.map((mode) => (
        <OfferingCard key={`${instrument.id} ${mode}`} instrument={instrument} mode={mode} />
      ))}
    </div>
  );
}

function OfferingCard({ instrument, mode }: { instrument: Instrument; mode: Mode }) {
  const offered = offeringOf(instrument, mode);
  const editor = useEditorForm<OfferingForm>({
    instrument,
    formOf: (current) => offeringFormOf(current, mode),
    save: (onto, _, after) => {
      const version = offeringOf(onto, mode)?.version;
      return call('putOffering', {
        params: { instrumentId: onto.id, mode },
        body: offeringInputOf(after, mode),
        ...(version !== undefined && { ifMatch: version }),
      });
    },
  });
  return (
    <section className="card" aria-label={modeName(mode)}>
      <header className="bar">
        <h2>
          <ModeBadge mode={mode} />
        </h2>
        <Tag tone={offered ? 'ok' : undefined}>{offered ? m.desk_offered() : m.desk_not_offered()}</Tag>
        <span className="push" />
        {offered && <WithdrawButton instrument={instrument} mode={mode} version={offered.version} />}
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          editor.submit();
        }}
      >
        <OfferingFields mode={mode} form={editor.form} error={editor.error} onChange={editor.change} />
        <SaveBar
          {...editor}
          isNew={!offered}
          label={offered ? m.desk_save() : m.desk_offer()}
          shown={pointers}
          onReload={editor.reload}
          onKeep={editor.keep}
          onReset={editor.reset}
        />
      </form>
    </section>
  );
}

interface OfferingFieldsProps {
  mode: Mode;
  form: OfferingForm;
  error: unknown;
  onChange: (change: Partial<OfferingForm>) => void;
}

function OfferingFields({ mode, form, error, onChange }: OfferingFieldsProps) {
  return (
    <div className="form-stack">
      {mode === 'rent' && <FormTicks form={form} error={error} onChange={onChange} />}
      <div className="field">
        <span>{m.desk_approval()}</span>
        <Segmented
          label={m.desk_approval()}
          className="small"
          value={form.approval}
          options={[
            { value: 'chain', label: m.desk_approval_chain() },
            { value: 'auto', label: m.desk_approval_auto() },
          ]}
          onChange={(approval) => onChange({ approval })}
        />
        <p className="field-hint">
          {form.approval === 'auto' ? m.desk_approval_auto_hint() : m.desk_approval_chain_hint()}
        </p>
      </div>
      {mode !== 'rent' && (
        <TextField
          label={m.desk_deposit()}
          note={m.desk_optional()}
          inputMode="decimal"
          value={form.deposit}
          error={
            form.deposit && fenOf(form.deposit) === undefined ? m.desk_fault_amount() : faultAt(error, '/depositFen')
          }
          onChange={(event) => onChange({ deposit: event.target.value })}
        />
      )}
      <EligibilityFields form={form} error={error} onChange={onChange} />
    </div>
  );
}

type PartProps = Omit<OfferingFieldsProps, 'mode'>;

function FormTicks({ form, error, onChange }: PartProps) {
  const fault = faultAt(error, '/forms');
  return (
    <fieldset className="ticks">
      <legend>{m.desk_forms()}</legend>
      {forms.map((name) => (
        <CheckboxField
          key={name}
          label={formName(name)}
          checked={form.forms.includes(name)}
          onChange={(event) =>
            onChange({
              forms: forms.filter((known) => (known === name ? event.target.checked : form.forms.includes(known))),
            })
          }
        />
      ))}
      {fault && <p className="field-error">{fault}</p>}
    </fieldset>
  );
}

/** The lab states why the offer is allowed. A statement that forbids it is refused by the server, at its field. */
function EligibilityFields({ form, error, onChange }: PartProps) {
  const tick = (key: 'statutoryExclusive' | 'secret' | 'titleClear', label: string) => {
    const fault = faultAt(error, `/eligibility/${key}`);
    return (
      <div>
        <CheckboxField
          label={label}
          checked={form[key]}
          onChange={(event) => onChange({ [key]: event.target.checked })}
        />
        {fault && <p className="field-error">{fault}</p>}
      </div>
    );
  };
  return (
    <>
      <TextAreaField
        label={m.desk_project_served()}
        rows={2}
        maxLength={500}
        value={form.project}
        error={faultAt(error, '/eligibility/project')}
        onChange={(event) => onChange({ project: event.target.value })}
      />
      <SelectField
        label={m.desk_condition()}
        value={form.condition}
        error={faultAt(error, '/eligibility/condition')}
        onChange={(event) =>
          onChange({ condition: conditions.find(([known]) => known === event.target.value)?.[0] ?? 'normal' })
        }
      >
        {conditions.map(([value, title]) => (
          <option key={value} value={value}>
            {title()}
          </option>
        ))}
      </SelectField>
      {tick('titleClear', m.desk_title_clear())}
      {tick('statutoryExclusive', m.desk_statutory_exclusive())}
      {tick('secret', m.desk_secret())}
    </>
  );
}

function WithdrawButton({ instrument, mode, version }: { instrument: Instrument; mode: Mode; version: number }) {
  const renew = useRenewInstrument();
  const [isAsking, setAsking] = useState(false);
  const withdraw = async () => {
    setAsking(false);
    try {
      await call('withdrawOffering', { params: { instrumentId: instrument.id, mode }, ifMatch: version });
      showToast({ tone: 'ok', text: m.desk_withdrawn({ mode: modeName(mode) }) });
    } catch (error) {
      toastFailure(error);
    }
    await renew(instrument.id);
  };
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {m.desk_withdraw()}
      </Button>
      {isAsking && (
        <Dialog
          title={m.desk_withdraw_title({ mode: modeName(mode) })}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button look="bad" onClick={() => void withdraw()}>
                {m.desk_withdraw()}
              </Button>
              <Button onClick={() => setAsking(false)}>{m.desk_back()}</Button>
            </>
          }
        >
          <p>{m.desk_withdraw_hint()}</p>
        </Dialog>
      )}
    </>
  );
}
