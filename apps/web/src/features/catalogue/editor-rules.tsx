import { m } from '@guanyi/messages';
import { type FormEvent, useRef } from 'react';
import { call } from '../../app/client.ts';
import { CheckboxField, TextField } from '../../ui/field.tsx';
import { durationText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { faultAt } from './field-faults.ts';
import type { Instrument } from './instrument-rights.ts';
import { QualificationChoice } from './qualification-choice.tsx';
import { QuotaEditor } from './quota-editor.tsx';
import { useRulesDryRun } from './rules-dry-run.tsx';
import { type NumberField, numberFields, type RulesForm, rulesFormOf, rulesInputOf } from './rules-form.ts';
import { SaveBar } from './save-bar.tsx';
import { useEditorForm } from './use-editor-form.ts';
import { WeeklyEditor } from './weekly-editor.tsx';

const titles: Record<NumberField, () => string> = {
  slotMinutes: m.desk_rule_slot,
  minMinutes: m.desk_rule_min,
  maxMinutes: m.desk_rule_max,
  leadMinutes: m.desk_rule_lead,
  horizonDays: m.desk_rule_horizon,
  setupMinutes: m.desk_rule_setup,
  teardownMinutes: m.desk_rule_teardown,
  noShowMinutes: m.desk_rule_no_show,
};

const hints: Record<NumberField, () => string> = {
  slotMinutes: m.desk_rule_slot_hint,
  minMinutes: m.desk_rule_min_hint,
  maxMinutes: m.desk_rule_max_hint,
  leadMinutes: m.desk_rule_lead_hint,
  horizonDays: m.desk_rule_horizon_hint,
  setupMinutes: m.desk_rule_setup_hint,
  teardownMinutes: m.desk_rule_teardown_hint,
  noShowMinutes: m.desk_rule_no_show_hint,
};

const pointers = ['/weekly', '/quotas', '/qualificationIds', ...numberFields.map((name) => `/${name}`)];

/** When an instrument can be booked, in what pieces, how early and how far ahead. */
export function RulesTab({ instrument }: { instrument: Instrument }) {
  const keepBookings = useRef(false);
  const editor = useEditorForm({
    instrument,
    formOf: rulesFormOf,
    save: (onto, _, after) =>
      call('putBookingRules', {
        params: { instrumentId: onto.id },
        query: keepBookings.current ? { keepBookings: true } : {},
        body: rulesInputOf(after),
        ...(onto.rules && { ifMatch: onto.rules.version }),
      }),
  });
  const { form, error, change } = editor;
  const dryRun = useRulesDryRun(instrument, (keep) => {
    keepBookings.current = keep;
    editor.submit();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    dryRun.look(rulesInputOf(form));
  };
  return (
    <form onSubmit={submit}>
      {!instrument.rules && <Note tone="hm">{m.desk_rules_missing()}</Note>}
      <OpeningHours zone={instrument.zone} form={form} error={error} change={change} />
      <section className="sect">
        <h2>{m.desk_rule_limits()}</h2>
        <div className="form-grid four">
          {numberFields.map((name) => (
            <NumberRule
              key={name}
              name={name}
              value={form.numbers[name]}
              error={faultAt(error, `/${name}`)}
              onChange={(value) => change({ numbers: { ...form.numbers, [name]: value } })}
            />
          ))}
        </div>
        <ProjectCodeRule
          value={form.projectCodeRequired}
          onChange={(projectCodeRequired) => change({ projectCodeRequired })}
        />
      </section>
      <section className="sect">
        <h2>{m.desk_quotas()}</h2>
        <QuotaEditor quotas={form.quotas} error={error} onChange={(quotas) => change({ quotas })} />
      </section>
      <section className="sect">
        <h2>{m.desk_rule_qualifications()}</h2>
        <QualificationChoice
          labId={instrument.labId}
          chosen={form.qualificationIds}
          error={faultAt(error, '/qualificationIds')}
          onChange={(qualificationIds) => change({ qualificationIds })}
        />
      </section>
      <SaveBar
        {...editor}
        isBusy={editor.isBusy || dryRun.isLooking}
        isNew={!instrument.rules}
        shown={pointers}
        onReload={editor.reload}
        onKeep={editor.keep}
        onReset={editor.reset}
      />
      {dryRun.dialog}
    </form>
  );
}

interface OpeningHoursProps {
  zone: string;
  form: RulesForm;
  error: unknown;
  change: (next: Partial<RulesForm>) => void;
}

function OpeningHours({ zone, form, error, change }: OpeningHoursProps) {
  const slot = Number(form.numbers.slotMinutes);
  return (
    <section className="sect">
      <h2>{m.desk_rule_weekly()}</h2>
      <p className="m s">{m.desk_rule_weekly_hint({ zone: zone })}</p>
      <WeeklyEditor
        weekly={form.weekly}
        error={error}
        stepMinutes={slot > 0 && slot <= 120 ? slot : 30}
        onChange={(weekly) => change({ weekly })}
      />
      <CheckboxField
        label={m.desk_rule_holidays()}
        hint={m.desk_rule_holidays_hint()}
        checked={form.closedOnHolidays}
        onChange={(event) => change({ closedOnHolidays: event.target.checked })}
      />
    </section>
  );
}

function ProjectCodeRule({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <CheckboxField
      label={m.desk_rule_project_code()}
      hint={m.desk_rule_project_code_hint()}
      checked={value}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}

interface NumberRuleProps {
  name: NumberField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function NumberRule({ name, value, error, onChange }: NumberRuleProps) {
  const number = Number(value);
  const isMinutes = name !== 'horizonDays';
  const inWords = isMinutes && number >= 120 ? durationText(number) : undefined;
  return (
    <TextField
      label={titles[name]()}
      note={isMinutes ? m.desk_unit_minutes() : m.desk_unit_days()}
      hint={inWords ? m.desk_pair({ a: inWords, b: hints[name]() }) : hints[name]()}
      type="number"
      min={0}
      inputMode="numeric"
      required
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
