import { m } from '@guanyi/messages';
import { Button, IconButton } from '../../ui/button.tsx';
import { faultAt } from './field-faults.ts';
import type { TimeFactor } from './price-form.ts';
import { tidyClock } from './rules-form.ts';

const dayClasses = [
  ['any', m.desk_days_any],
  ['weekday', m.desk_days_weekday],
  ['weekend', m.desk_days_weekend],
  ['holiday', m.desk_days_holiday],
] as const;

interface TimeFactorsProps {
  factors: readonly TimeFactor[];
  error: unknown;
  onChange: (factors: TimeFactor[]) => void;
}

/** Parts of the day at another rate, such as nights at 80 %. */
export function TimeFactors({ factors, error, onChange }: TimeFactorsProps) {
  const replace = (index: number, change: Partial<TimeFactor>) =>
    onChange(factors.map((factor, place) => (place === index ? { ...factor, ...change } : factor)));
  return (
    <fieldset className="form-stack">
      <legend>{m.desk_factors()}</legend>
      {factors.map((factor, index) => {
        const fault = faultAt(error, `/timeFactors/${index}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a factor is nothing but its values, and its place is its name to the server.
          <div key={index} className="quota">
            <select
              className="inp small"
              aria-label={m.desk_factor_days()}
              value={factor.days}
              onChange={(event) =>
                replace(index, { days: dayClasses.find(([known]) => known === event.target.value)?.[0] ?? 'any' })
              }
            >
              {dayClasses.map(([days, title]) => (
                <option key={days} value={days}>
                  {title()}
                </option>
              ))}
            </select>
            <FactorClock label={m.desk_from()} value={factor.from} onChange={(from) => replace(index, { from })} />
            <FactorClock label={m.desk_until()} value={factor.until} onChange={(until) => replace(index, { until })} />
            <input
              className="inp small clock"
              type="number"
              min={0}
              max={10000}
              step={0.1}
              aria-label={m.desk_factor_percent()}
              value={factor.permille / 10}
              onChange={(event) => replace(index, { permille: Math.round(Number(event.target.value) * 10) })}
            />
            %
            <IconButton
              icon="x"
              label={m.desk_factor_remove({ n: index + 1 })}
              onClick={() => onChange(factors.filter((_, place) => place !== index))}
            />
            {fault && <p className="field-error">{fault}</p>}
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          icon="plus"
          onClick={() => onChange([...factors, { days: 'any', from: '18:00', until: '24:00', permille: 800 }])}
        >
          {m.desk_factor_add()}
        </Button>
      </div>
    </fieldset>
  );
}

function FactorClock({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <input
      className="inp small clock"
      aria-label={label}
      inputMode="numeric"
      maxLength={5}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => onChange(tidyClock(value))}
    />
  );
}
