import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { describeFailure } from '../../app/problem.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/field.tsx';
import { localText, shortDay, yuanText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import { claimKindName, type PurposeKind, purposeName } from '../../ui/vocabulary.ts';
import { addDays, dayOf, instantOf } from '../../ui/zone.ts';
import type { Instrument } from '../catalogue/instrument-title.tsx';
import { type LendingKind, lendingKindName } from './lending-words.ts';
import './lending.css';

const purposes: readonly PurposeKind[] = ['research', 'development', 'teaching', 'production', 'other'];
/** As far as one look at the calendar reaches. */
const shownDays = 90;

/** Asks for an instrument for a term: its taken days, and a form of days, purpose and place. */
export function AskPage() {
  const { instrumentId } = useParams({ from: '/shop/instruments/$instrumentId/lend' });
  const { kind = 'loan' } = useSearch({ from: '/shop/instruments/$instrumentId/lend' });
  const instrument = useQuery(read('getInstrument', { params: { instrumentId } }));
  usePageTitle(lendingKindName(kind));
  return (
    <main id="main" className="wide page handing" tabIndex={-1}>
      <h1>{kind === 'loan' ? m.lending_ask_loan() : m.lending_ask_lease()}</h1>
      {instrument.isError && <QueryFailure error={instrument.error} onRetry={() => instrument.refetch()} />}
      {instrument.isPending && <Skeleton rows={6} height={40} />}
      {instrument.data && <AskForm instrument={instrument.data} kind={kind} />}
    </main>
  );
}

function AskForm({ instrument, kind }: { instrument: Instrument; kind: LendingKind }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const ask = useMutation({
    mutationFn: () => {
      const body = bodyOf(instrument.id, draft);
      return kind === 'loan' ? call('createLoan', { body }) : call('createLease', { body });
    },
    onSuccess: (lending) => navigate({ to: '/lendings/$kind/$lendingId', params: { kind, lendingId: lending.id } }),
  });
  const deposit = instrument.offerings.find(({ mode }) => mode === kind)?.depositFen;
  const isReady = draft.firstDay !== '' && draft.lastDay >= draft.firstDay;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !ask.isPending) ask.mutate();
      }}
    >
      <p className="booking-what">
        {localText(instrument.name)} <span lang="en">{instrument.model}</span>{' '}
        <span className="m">{localText(instrument.lab.name)}</span>
      </p>
      <section>
        <h2>{m.lending_taken_days()}</h2>
        <TakenDays instrument={instrument} />
      </section>
      <section>
        <AskFields zone={instrument.zone} draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
        {deposit !== undefined && deposit > 0 && <Note>{m.lending_deposit_note({ amount: yuanText(deposit) })}</Note>}
        {ask.isError && <Note tone="bad">{describeFailure(ask.error).title}</Note>}
        <Button look="main" size="tall" type="submit" disabled={!isReady} busy={ask.isPending}>
          {m.lending_ask()}
        </Button>
      </section>
    </form>
  );
}

interface Draft {
  firstDay: string;
  lastDay: string;
  purposeKind: PurposeKind;
  purposeText: string;
  address: string;
  accessories: string;
}

const emptyDraft: Draft = {
  ...{ firstDay: '', lastDay: '', purposeKind: 'research', purposeText: '', address: '', accessories: '' },
};

function bodyOf(instrumentId: string, draft: Draft) {
  const { firstDay, lastDay, address, purposeKind, purposeText } = draft;
  const accessories = draft.accessories
    .split(/[,，、\n]/)
    .map((one) => one.trim())
    .filter(Boolean);
  const purpose = { kind: purposeKind, text: purposeText };
  return { instrumentId, firstDay, lastDay, address, purpose, accessories };
}

interface AskFieldsProps {
  zone: string;
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

function AskFields({ zone, draft, onChange }: AskFieldsProps) {
  const today = dayOf(now(), zone);
  return (
    <>
      <div className="signatures">
        <TextField
          label={m.lending_first_day()}
          type="date"
          required
          min={today}
          value={draft.firstDay}
          onChange={(event) => onChange({ firstDay: event.target.value })}
        />
        <TextField
          label={m.lending_last_day()}
          type="date"
          required
          min={draft.firstDay || today}
          value={draft.lastDay}
          onChange={(event) => onChange({ lastDay: event.target.value })}
        />
      </div>
      <SelectField
        label={m.storefront_purpose_kind()}
        value={draft.purposeKind}
        onChange={(event) => onChange({ purposeKind: event.target.value as PurposeKind })}
      >
        {purposes.map((value) => (
          <option key={value} value={value}>
            {purposeName(value)}
          </option>
        ))}
      </SelectField>
      <TextAreaField
        label={m.storefront_purpose_text()}
        maxLength={2000}
        value={draft.purposeText}
        onChange={(event) => onChange({ purposeText: event.target.value })}
      />
      <TextField
        label={m.lending_address()}
        value={draft.address}
        onChange={(event) => onChange({ address: event.target.value })}
      />
      <TextField
        label={m.lending_accessories()}
        hint={m.lending_accessories_hint()}
        value={draft.accessories}
        onChange={(event) => onChange({ accessories: event.target.value })}
      />
    </>
  );
}

/** What is taken of the next three months, so that nobody asks for days in vain. */
function TakenDays({ instrument }: { instrument: Instrument }) {
  const today = dayOf(now(), instrument.zone);
  const query = {
    from: new Date(instantOf(today, 0, instrument.zone)).toISOString(),
    until: new Date(instantOf(addDays(today, shownDays), 0, instrument.zone)).toISOString(),
  };
  const { data } = useQuery(read('getAvailability', { params: { instrumentId: instrument.id }, query }));
  if (!data) return <Skeleton rows={2} />;
  const days = new Map(
    data.busy.map((busy) => {
      const first = dayOf(Date.parse(busy.from), instrument.zone);
      const last = dayOf(Date.parse(busy.until) - 1, instrument.zone);
      const span = first === last ? shortDay(first) : `${shortDay(first)} – ${shortDay(last)}`;
      return [`${span} ${claimKindName(busy.kind)}`, busy.kind] as const;
    }),
  );
  if (days.size === 0) return <p className="s m">{m.lending_all_free({ n: shownDays })}</p>;
  return (
    <ul className="taken-days s">
      {[...days.keys()].map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
