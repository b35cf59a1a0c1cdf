import { m } from '@guanyi/messages';
import { SelectField } from '../../ui/field.tsx';
import { type PriceGroup, priceGroupName } from '../../ui/vocabulary.ts';

const groups: readonly PriceGroup[] = ['internal', 'partner', 'academic', 'sme', 'enterprise'];

/** One of the groups that pay different prices. */
export function GroupField({ value, onChange }: { value: PriceGroup; onChange: (group: PriceGroup) => void }) {
  return (
    <SelectField
      label={m.desk_price_group()}
      value={value}
      onChange={(event) => onChange(groups.find((one) => one === event.target.value) ?? value)}
    >
      {groups.map((one) => (
        <option key={one} value={one}>
          {priceGroupName(one)}
        </option>
      ))}
    </SelectField>
  );
}
