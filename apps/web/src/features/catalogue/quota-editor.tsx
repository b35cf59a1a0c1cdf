import { m } from '@guanyi/messages';
import { Button, IconButton } from '../../ui/button.tsx';
import { faultAt } from './field-faults.ts';
import type { Quota } from './rules-form.ts';

const pers = [
  ['user', m.desk_quota_user],
  ['organisation', m.desk_quota_organisation],
] as const;
const windows = [
  ['day', m.desk_quota_day],
  ['week', m.desk_quota_week],
  ['month', m.desk_quota_month],
] as const;
const units = [
  ['bookings', m.desk_quota_bookings],
  ['minutes', m.desk_quota_minutes],
] as const;

interface QuotaEditorProps {
  quotas: readonly Quota[];
  error: unknown;
  onChange: (quotas: Quota[]) => void;
}

/** How much one person or organisation may book in a span; none means no limit. */
export function QuotaEditor({ quotas, error, onChange }: QuotaEditorProps) {
  const replace = (index: number, change: Partial<Quota>) =>
    onChange(quotas.map((quota, place) => (place === index ? { ...quota, ...change } : quota)));
  return (
    <div className="form-stack">
      {quotas.length === 0 && <p className="m s">{m.desk_quota_none()}</p>}
      {quotas.map((quota, index) => {
        const fault = faultAt(error, `/quotas/${index}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a quota is nothing but its values, and its place is its name to the server.
          <div key={index} className="quota">
            <QuotaChoice
              label={m.desk_quota_per()}
              value={quota.per}
              options={pers}
              onChange={(per) => replace(index, { per })}
            />
            <QuotaChoice
              label={m.desk_quota_window()}
              value={quota.window}
              options={windows}
              onChange={(window) => replace(index, { window })}
            />
            <input
              className="inp small clock"
              type="number"
              min={0}
              aria-label={m.desk_quota_limit()}
              aria-invalid={fault ? true : undefined}
              value={quota.limit}
              onChange={(event) => replace(index, { limit: Math.floor(Number(event.target.value)) || 0 })}
            />
            <QuotaChoice
              label={m.desk_quota_unit()}
              value={quota.unit}
              options={units}
              onChange={(unit) => replace(index, { unit })}
            />
            <IconButton
              icon="x"
              label={m.desk_quota_remove({ n: index + 1 })}
              onClick={() => onChange(quotas.filter((_, place) => place !== index))}
            />
            {fault && <p className="field-error">{fault}</p>}
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          icon="plus"
          onClick={() => onChange([...quotas, { per: 'user', unit: 'minutes', window: 'week', limit: 720 }])}
        >
          {m.desk_quota_add()}
        </Button>
      </div>
    </div>
  );
}

interface QuotaChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [T, () => string])[];
  onChange: (value: T) => void;
}

function QuotaChoice<T extends string>({ label, value, options, onChange }: QuotaChoiceProps<T>) {
  return (
    <select
      className="inp small"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const picked = options.find(([known]) => known === event.target.value);
        if (picked) onChange(picked[0]);
      }}
    >
      {options.map(([option, title]) => (
        <option key={option} value={option}>
          {title()}
        </option>
      ))}
    </select>
  );
}
