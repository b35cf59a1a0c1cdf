import { m } from '@guanyi/messages';
import { type ReactNode, useId, useState } from 'react';
import { fieldError } from '../../app/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../ui/field.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';

/** One field of a short form. Its value is text; a tick box says `yes` or nothing. */
export interface FormField {
  /** Also the name of the body's member, for the place of a refusal. */
  name: string;
  label: string;
  kind?: 'line' | 'area' | 'date' | 'yuan' | 'count' | 'choice' | 'tick';
  options?: readonly (readonly [value: string, label: string])[];
  hint?: string;
  isOptional?: boolean;
  initial?: string;
}

export type FormValues = Readonly<Record<string, string>>;

interface FormDialogProps {
  title: string;
  fields: readonly FormField[];
  /** Between the fields and the buttons. */
  children?: ReactNode;
  act: { isPending: boolean; error: unknown };
  onSubmit: (values: FormValues) => void;
  onClose: () => void;
}

/** A dialog that asks for a few facts and shows a refusal beside the fact that it is about. */
export function FormDialog({ title, fields, children, act, onSubmit, onClose }: FormDialogProps) {
  const formId = useId();
  const [values, setValues] = useState<FormValues>(() =>
    Object.fromEntries(fields.map((field) => [field.name, field.initial ?? field.options?.[0]?.[0] ?? ''])),
  );
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={act.isPending}>
            {title}
          </Button>
          <Button onClick={onClose}>{m.equity_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(values);
        }}
      >
        {fields.map((field) => (
          <Entry
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            error={fieldError(act.error, `/${field.name}`)}
            onChange={(value) => setValues((current) => ({ ...current, [field.name]: value }))}
          />
        ))}
        {children}
      </form>
      {act.error !== null && act.error !== undefined && <FailureNote error={act.error} />}
    </Dialog>
  );
}

interface EntryProps {
  field: FormField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Entry({ field, value, error, onChange }: EntryProps) {
  const { label, hint, isOptional, kind = 'line' } = field;
  const shared = { label, hint, error, value, required: !isOptional };
  switch (kind) {
    case 'tick':
      return (
        <CheckboxField
          label={label}
          hint={hint}
          checked={value === 'yes'}
          onChange={(event) => onChange(event.target.checked ? 'yes' : '')}
        />
      );
    case 'area':
      return (
        <TextAreaField {...shared} rows={4} maxLength={5_000} onChange={(event) => onChange(event.target.value)} />
      );
    case 'choice':
      return (
        <SelectField {...shared} onChange={(event) => onChange(event.target.value)}>
          {field.options?.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </SelectField>
      );
    case 'date':
      return <TextField {...shared} type="date" onChange={(event) => onChange(event.target.value)} />;
    case 'yuan':
    case 'count':
      return (
        <TextField
          {...shared}
          inputMode={kind === 'yuan' ? 'decimal' : 'numeric'}
          pattern={kind === 'yuan' ? '[0-9,]+([.][0-9]{1,2})?' : '[0-9]{1,12}'}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return <TextField {...shared} maxLength={200} onChange={(event) => onChange(event.target.value)} />;
  }
}
