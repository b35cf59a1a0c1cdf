import { m } from '@guanyi/messages';
import type { LabChoice } from '../../app/own-labs.ts';
import { SelectField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';

interface LabFieldProps {
  labs: readonly LabChoice[];
  value: string | undefined;
  onChange: (labId: string) => void;
}

/** One of the labs in which somebody works; nothing to choose where it is one. */
export function LabField({ labs, value, onChange }: LabFieldProps) {
  if (labs.length < 2) return null;
  return (
    <SelectField label={m.labrules_lab()} value={value} onChange={(event) => onChange(event.target.value)}>
      {labs.map(({ id, name }) => (
        <option key={id} value={id}>
          {localText(name)}
        </option>
      ))}
    </SelectField>
  );
}
