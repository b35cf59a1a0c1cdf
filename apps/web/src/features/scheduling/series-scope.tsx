import { m } from '@guanyi/messages';
import { SelectField } from '../../ui/field.tsx';

/** How much of a series a change means. */
export type SeriesScope = 'this' | 'following' | 'all';

interface SeriesScopeFieldProps {
  value: SeriesScope;
  onChange: (scope: SeriesScope) => void;
}

/** This occurrence, those from it on, or all that are ahead. */
export function SeriesScopeField({ value, onChange }: SeriesScopeFieldProps) {
  return (
    <SelectField
      label={m.attendance_scope()}
      value={value}
      onChange={(event) => onChange(event.target.value as SeriesScope)}
    >
      <option value="this">{m.attendance_scope_this()}</option>
      <option value="following">{m.attendance_scope_following()}</option>
      <option value="all">{m.attendance_scope_all()}</option>
    </SelectField>
  );
}
