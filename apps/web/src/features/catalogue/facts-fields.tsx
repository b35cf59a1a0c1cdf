import { m } from '@guanyi/messages';
import type { ReactNode } from 'react';
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../ui/field.tsx';
import { type Discipline, disciplineName } from '../../ui/vocabulary.ts';
import { ClassCodeField } from './class-code-field.tsx';
import { type FactsForm, fenOf, fundingSources } from './facts-form.ts';
import { faultAt } from './field-faults.ts';

/** Pointers of the body at which the form itself shows faults. */
export const factPointers = [
  '/assetNumber',
  '/name',
  '/model',
  '/manufacturer',
  '/classCode',
  '/disciplines',
  '/acquiredOn',
  '/originalValueFen',
  '/fundingSource',
  '/customsSupervisedUntil',
  '/location',
  '/description',
  '/zone',
  '/labId',
] as const;

const disciplines: readonly Discipline[] = [
  'foodSafety',
  'chemicalMineralMetal',
  'electromechanical',
  'animalPlantQuarantine',
  'healthQuarantine',
  'lightIndustry',
  'textile',
  'commodityIdentification',
];

const fundingNames = {
  central: m.desk_funding_central,
  local: m.desk_funding_local,
  own: m.desk_funding_own,
  other: m.desk_funding_other,
};

interface FactsFieldsProps {
  form: FactsForm;
  error: unknown;
  suggestedClassCode?: string | undefined;
  /** The lab's field, for a new instrument. */
  lab?: ReactNode;
  onChange: (change: Partial<FactsForm>) => void;
}

/** The facts of an instrument, each fault at its field. */
export function FactsFields(props: FactsFieldsProps) {
  const { form, error, lab, onChange } = props;
  const text = (key: keyof FactsForm, pointer: string) => ({
    value: form[key] as string,
    error: faultAt(error, pointer),
    onChange: (event: { target: { value: string } }) => onChange({ [key]: event.target.value }),
  });
  return (
    <div className="form-grid">
      {lab}
      <TextField label={m.desk_name_zh()} required maxLength={200} {...text('nameZh', '/name/zh')} />
      <TextField
        label={m.desk_name_en()}
        note={m.desk_optional()}
        maxLength={200}
        lang="en"
        {...text('nameEn', '/name/en')}
      />
      <TextField label={m.desk_model()} required maxLength={200} {...text('model', '/model')} />
      <TextField label={m.desk_manufacturer()} required maxLength={200} {...text('manufacturer', '/manufacturer')} />
      <TextField label={m.desk_asset_number()} required maxLength={80} {...text('assetNumber', '/assetNumber')} />
      <ClassCodeField
        value={form.classCode}
        suggested={props.suggestedClassCode}
        error={faultAt(error, '/classCode')}
        onChange={(classCode) => onChange({ classCode })}
      />
      <DisciplineFields form={form} error={error} onChange={onChange} />
      <TextField label={m.desk_acquired_on()} required type="date" {...text('acquiredOn', '/acquiredOn')} />
      <ValueField form={form} error={error} onChange={onChange} />
      <SelectField label={m.desk_funding()} {...text('fundingSource', '/fundingSource')}>
        {fundingSources.map((source) => (
          <option key={source} value={source}>
            {fundingNames[source]()}
          </option>
        ))}
      </SelectField>
      <TextField
        label={m.desk_supervised_until()}
        note={m.desk_optional()}
        hint={m.desk_supervised_hint()}
        type="date"
        {...text('customsSupervisedUntil', '/customsSupervisedUntil')}
      />
      <TextField label={m.desk_location()} maxLength={200} {...text('location', '/location')} />
      <TextField
        label={m.desk_zone()}
        note={m.desk_optional()}
        hint={m.desk_zone_hint()}
        maxLength={64}
        {...text('zone', '/zone')}
      />
      <TextAreaField
        label={m.desk_description_zh()}
        note={m.desk_optional()}
        maxLength={5000}
        rows={4}
        {...text('descriptionZh', '/description/zh')}
      />
      <TextAreaField
        label={m.desk_description_en()}
        note={m.desk_optional()}
        maxLength={5000}
        rows={4}
        lang="en"
        {...text('descriptionEn', '/description/en')}
      />
    </div>
  );
}

type PartProps = Pick<FactsFieldsProps, 'form' | 'error' | 'onChange'>;

/** The original value in yuan; what is no amount is said before it is sent. */
function ValueField({ form, error, onChange }: PartProps) {
  const isAmount = form.originalValue === '' || fenOf(form.originalValue) !== undefined;
  return (
    <TextField
      label={m.desk_original_value()}
      required
      inputMode="decimal"
      maxLength={20}
      value={form.originalValue}
      error={isAmount ? faultAt(error, '/originalValueFen') : m.desk_fault_amount()}
      onChange={(event) => onChange({ originalValue: event.target.value })}
    />
  );
}

function DisciplineFields({ form, error, onChange }: PartProps) {
  const fault = faultAt(error, '/disciplines');
  return (
    <fieldset className="form-wide ticks">
      <legend>{m.desk_disciplines()}</legend>
      {disciplines.map((code) => (
        <CheckboxField
          key={code}
          label={disciplineName(code)}
          checked={form.disciplines.includes(code)}
          onChange={(event) =>
            onChange({
              disciplines: event.target.checked
                ? [...form.disciplines, code]
                : form.disciplines.filter((other) => other !== code),
            })
          }
        />
      ))}
      {fault && <p className="field-error">{fault}</p>}
    </fieldset>
  );
}
