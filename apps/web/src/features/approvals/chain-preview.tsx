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
  onChosen: (policyId: string) => void;
}

interface CaseDraft {
  mode: ChainPolicy['mode'];
  labId: string;
  value: string;
  days: string;
  day: string;
}

/** Describe a case, and see the chain that it would take, step by step with its deadlines. Nothing is asked. */
export function ChainPreview({ places, onChosen }: ChainPreviewProps) {
  const [draft, setDraft] = useState<CaseDraft>({ mode: 'loan', labId: '', value: '1000000', days: '10', day: '' });
  const lab = places.labs.find(({ id }) => id === draft.labId) ?? places.labs[0];
  const zone = lab?.zone ?? defaultZone;
  const valueFen = readYuan(draft.value);
  const isComplete = lab !== undefined && valueFen !== undefined && isDays(draft.days);
  const at = draft.day === '' ? {} : { at: new Date(instantOf(draft.day, 0, zone)).toISOString() };
  const query = { mode: draft.mode, valueFen: valueFen ?? 0, days: Number(draft.days), labId: lab?.id ?? '', ...at };
  const chosen = useQuery({
    ...read('chooseApprovalChain', { query }),
    enabled: isComplete,
    placeholderData: keepPreviousData,
  });
  return (
    <div>
      <h2>{m.chains_try()}</h2>
      <p className="s m">{m.chains_try_hint()}</p>
      <CaseFields
        draft={{ ...draft, labId: lab?.id ?? '', day: draft.day || dayOf(now(), zone) }}
        places={places}
        onChange={(change) => setDraft({ ...draft, ...change })}
      />
      {chosen.isError && <QueryFailure error={chosen.error} onRetry={() => chosen.refetch()} />}
      {chosen.data && isComplete && (
        <section className="chain-try" aria-live="polite" aria-label={m.chains_answer()}>
          <Note>
            <b>{scopeName(chosen.data.policy.scope, places.labs)}</b> {bandText(chosen.data.policy)} ·{' '}
            {termText(chosen.data.policy)}{' '}
            <button type="button" className="row-open" onClick={() => onChosen(chosen.data.policy.id)}>
              {m.chains_show_policy()}
            </button>
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

function isDays(text: string): boolean {
  return /^\d{1,5}$/.test(text);
}

interface CaseFieldsProps {
  draft: CaseDraft;
  places: Places;
  onChange: (change: Partial<CaseDraft>) => void;
}

function CaseFields({ draft, places, onChange }: CaseFieldsProps) {
  return (
    <div className="form-stack chain-try">
      <div className="field-pair">
        <SelectField
          label={m.chains_mode()}
          value={draft.mode}
          onChange={(event) => onChange({ mode: event.target.value as ChainPolicy['mode'] })}
        >
          {chainModes.map((one) => (
            <option key={one} value={one}>
              {chainModeName(one)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={m.chains_lab()}
          value={draft.labId}
          onChange={(event) => onChange({ labId: event.target.value })}
        >
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
          value={draft.value}
          error={readYuan(draft.value) === undefined ? m.chains_fault_value() : undefined}
          onChange={(event) => onChange({ value: event.target.value })}
        />
        <TextField
          label={m.chains_case_days()}
          inputMode="numeric"
          value={draft.days}
          error={isDays(draft.days) ? undefined : m.chains_fault_days()}
          onChange={(event) => onChange({ days: event.target.value })}
        />
      </div>
      <TextField
        label={m.chains_case_day()}
        type="date"
        value={draft.day}
        onChange={(event) => onChange({ day: event.target.value })}
      />
    </div>
  );
}
