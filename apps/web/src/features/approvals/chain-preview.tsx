import { m } from '@guanyi/messages';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { read } from '../../app/query.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { defaultZone, localText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { dayOf, instantOf } from '../../ui/zone.ts';
import { readYuan } from '../payments/read-yuan.ts';
import { ChainDiagram } from './chain-diagram.tsx';
import type { ChainPolicy } from './chain-form.ts';
import { bandText, chainModeName, chainModes, scopeName, termText } from './chain-words.ts';
import type { Places } from './use-chains.ts';

interface ChainPreviewProps {
  places: Places;
  /** Shows the policy that the answer names. */
  onChosen?: ((policyId: string) => void) | undefined;
}

/** Describe a case, and see the chain that it would take, step by step with its deadlines. Nothing is asked. */
export function ChainPreview({ places, onChosen }: ChainPreviewProps) {
  const [mode, setMode] = useState<ChainPolicy['mode']>('loan');
  const [labId, setLabId] = useState('');
  const [value, setValue] = useState('1000000');
  const [days, setDays] = useState('10');
  const [day, setDay] = useState('');
  const lab = places.labs.find(({ id }) => id === labId) ?? places.labs[0];
  const valueFen = readYuan(value);
  const zone = lab?.zone ?? defaultZone;
  const isComplete = lab !== undefined && valueFen !== undefined && /^\d{1,5}$/.test(days);
  const at = day === '' ? {} : { at: new Date(instantOf(day, 0, zone)).toISOString() };
  const query = { mode, valueFen: valueFen ?? 0, days: Number(days), labId: lab?.id ?? '', ...at };
  const chosen = useQuery({
    ...read('chooseApprovalChain', { query }),
    enabled: isComplete,
    placeholderData: keepPreviousData,
  });
  return (
    <div>
      <h2>{m.chains_try()}</h2>
      <p className="s m">{m.chains_try_hint()}</p>
      <div className="form-stack chain-try">
        <div className="field-pair">
          <SelectField
            label={m.chains_mode()}
            value={mode}
            onChange={(event) => setMode(event.target.value as ChainPolicy['mode'])}
          >
            {chainModes.map((one) => (
              <option key={one} value={one}>
                {chainModeName(one)}
              </option>
            ))}
          </SelectField>
          <SelectField label={m.chains_lab()} value={lab?.id} onChange={(event) => setLabId(event.target.value)}>
            {places.labs.map((one) => (
              <option key={one.id} value={one.id}>
                {localText(one.name)}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="field-pair">
          <TextField
            label={m.chains_case_value()}
            inputMode="decimal"
            value={value}
            error={valueFen === undefined ? m.chains_fault_value() : undefined}
            onChange={(event) => setValue(event.target.value)}
          />
          <TextField
            label={m.chains_case_days()}
            inputMode="numeric"
            value={days}
            error={/^\d{1,5}$/.test(days) ? undefined : m.chains_fault_days()}
            onChange={(event) => setDays(event.target.value)}
          />
        </div>
        <TextField
          label={m.chains_case_day()}
          type="date"
          value={day || dayOf(now(), zone)}
          onChange={(event) => setDay(event.target.value)}
        />
      </div>
      {chosen.isError && <QueryFailure error={chosen.error} onRetry={() => chosen.refetch()} />}
      {chosen.data && isComplete && (
        <section className="chain-try" aria-live="polite" aria-label={m.chains_answer()}>
          <Note>
            <b>{scopeName(chosen.data.policy.scope, places.labs)}</b> {bandText(chosen.data.policy)} ·{' '}
            {termText(chosen.data.policy)}{' '}
            {onChosen && (
              <button type="button" className="row-open" onClick={() => onChosen(chosen.data.policy.id)}>
                {m.chains_show_policy()}
              </button>
            )}
          </Note>
          <ChainDiagram
            steps={chosen.data.steps}
            zone={zone}
            filingWorkingDays={chosen.data.policy.filingWorkingDays ?? null}
          />
        </section>
      )}
    </div>
  );
}
