import { m } from '@guanyi/messages';
import { Segmented, SelectField, TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import type { ChainDraft, ChainFaults } from './chain-form.ts';
import { chainModeName, chainModes } from './chain-words.ts';
import type { Places } from './use-chains.ts';

interface ChainCaseFieldsProps {
  draft: ChainDraft;
  faults: ChainFaults;
  places: Places;
  onChange: (change: Partial<ChainDraft>) => void;
}

/** For which cases a chain holds: mode, place, value, term, and from when until when. */
export function ChainCaseFields({ draft, faults, places, onChange }: ChainCaseFieldsProps) {
  const text = textOf(draft, onChange);
  return (
    <>
      <fieldset>
        <legend>{m.chains_case()}</legend>
        <Segmented
          label={m.chains_mode()}
          value={draft.mode}
          options={chainModes.map((mode) => ({ value: mode, label: chainModeName(mode) }))}
          onChange={(mode) => onChange({ mode })}
        />
        <SelectField
          label={m.chains_scope()}
          hint={m.chains_scope_hint()}
          value={draft.scope}
          onChange={(event) => onChange({ scope: event.target.value })}
        >
          <option value="national">{m.chains_national()}</option>
          {places.districts.map(({ id, name }) => (
            <option key={id} value={id}>
              {localText(name)}
            </option>
          ))}
          {places.labs.map(({ id, name }) => (
            <option key={id} value={id}>
              {localText(name)}
            </option>
          ))}
        </SelectField>
        <div className="chain-trio">
          <TextField
            label={m.chains_value_from_label()}
            inputMode="decimal"
            error={faults.valueFrom && m.chains_fault_value()}
            {...text('valueFrom')}
          />
          <TextField
            label={m.chains_value_until_label()}
            hint={m.chains_value_until_hint()}
            inputMode="decimal"
            error={faults.valueUntil && m.chains_fault_value_until()}
            {...text('valueUntil')}
          />
          <TextField
            label={m.chains_days_from_label()}
            hint={m.chains_days_from_hint()}
            inputMode="numeric"
            error={faults.daysFrom && m.chains_fault_days()}
            {...text('daysFrom')}
          />
        </div>
      </fieldset>
      <TermFields draft={draft} faults={faults} onChange={onChange} />
    </>
  );
}

/** From when until when it holds, and within which time an approved case is filed. */
function TermFields({ draft, faults, onChange }: Omit<ChainCaseFieldsProps, 'places'>) {
  const text = textOf(draft, onChange);
  return (
    <fieldset>
      <legend>{m.chains_term()}</legend>
      <div className="chain-trio">
        <TextField label={m.lending_first_day()} type="date" required {...text('firstDay')} />
        <TextField
          label={m.lending_last_day()}
          hint={m.chains_last_day_hint()}
          type="date"
          error={faults.lastDay && m.chains_fault_last_day()}
          {...text('lastDay')}
        />
        <TextField
          label={m.chains_filing_label()}
          hint={m.chains_filing_hint()}
          inputMode="numeric"
          error={faults.filingDays && m.chains_fault_days()}
          {...text('filingDays')}
        />
      </div>
    </fieldset>
  );
}

/** Value and change of one field of text. */
function textOf(draft: ChainDraft, onChange: ChainCaseFieldsProps['onChange']) {
  return (name: 'valueFrom' | 'valueUntil' | 'daysFrom' | 'filingDays' | 'firstDay' | 'lastDay') => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  });
}
