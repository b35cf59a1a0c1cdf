import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../app/query.ts';
import { SelectField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';

interface CustomerFieldProps {
  label: string;
  value: string;
  onChange: (organisationId: string) => void;
}

/** Chooses one of the verified organisations. */
export function CustomerField({ label, value, onChange }: CustomerFieldProps) {
  const customers = useQuery(read('listOrganisations', { query: { status: 'verified', limit: 100 } }));
  return (
    <SelectField label={label} required value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{m.payments_choose()}</option>
      {customers.data?.items.map((organisation) => (
        <option key={organisation.id} value={organisation.id}>
          {localText(organisation.name)}
        </option>
      ))}
    </SelectField>
  );
}
