import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { type PurposeKind, purposeName } from '../../ui/vocabulary.ts';
import { dayOf, daysBetween } from '../../ui/zone.ts';
import type { Instrument } from '../catalogue/instrument-title.tsx';
import { AskRefusal } from './ask-refusal.tsx';
import { DaysPreview } from './days-preview.tsx';
import { EligibilityFacts } from './eligibility-facts.tsx';
import { type LendingKind, lendingKindName } from './lending-words.ts';
import { type Term, TermCalendar } from './term-calendar.tsx';
import '../../ui/calendar.css';
import './lending.css';

const purposes: readonly PurposeKind[] = ['research', 'development', 'teaching', 'production', 'other'];

/** Asks for an instrument for a term: what stands against it, its free days, and a form of purpose and place. */
export function AskPage() {
  const { instrumentId } = useParams({ from: '/shop/instruments/$instrumentId/lend' });
  const { kind = 'loan', firstDay = '', lastDay = '' } = useSearch({ from: '/shop/instruments/$instrumentId/lend' });
  const instrument = useQuery(read('getInstrument', { params: { instrumentId } }));
  usePageTitle(lendingKindName(kind));
  return (
    <main id="main" className="wide page ask" tabIndex={-1}>
      <h1>{kind === 'loan' ? m.lending_ask_loan() : m.lending_ask_lease()}</h1>
      {instrument.isError && <QueryFailure error={instrument.error} onRetry={() => instrument.refetch()} />}
      {instrument.isPending && <Skeleton rows={6} height={40} />}
      {instrument.data && <AskForm key={kind} instrument={instrument.data} kind={kind} term={{ firstDay, lastDay }} />}
    </main>
  );
}

function AskForm({ instrument, kind, term }: { instrument: Instrument; kind: LendingKind; term: Term }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, ...term });
  const ask = useMutation({
    mutationFn: () => {
      const body = bodyOf(instrument.id, draft);
      return kind === 'loan' ? call('createLoan', { body }) : call('createLease', { body });
    },
    onSuccess: (lending) => navigate({ to: '/lendings/$kind/$lendingId', params: { kind, lendingId: lending.id } }),
  });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const isReady = draft.firstDay !== '' && draft.lastDay >= draft.firstDay;
  return (
    <form
      className="ask-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !ask.isPending) ask.mutate();
      }}
    >
      <div>
        <AskedInstrument instrument={instrument} kind={kind} />
        <section>
          <h2>{m.term_days()}</h2>
          <TermCalendar instrumentId={instrument.id} zone={instrument.zone} term={draft} onChange={change} />
        </section>
      </div>
      <aside className="quote" aria-label={m.lending_agreement()}>
        <EligibilityFacts instrument={instrument} kind={kind} />
        <AskFields zone={instrument.zone} draft={draft} onChange={change} />
        <DaysPreview
          instrumentId={instrument.id}
          zone={instrument.zone}
          kind={kind}
          term={draft}
          displace={draft.displace}
          onDisplace={(displace) => change({ displace })}
        />
        {ask.isError && (
          <AskRefusal
            error={ask.error}
            zone={instrument.zone}
            onTerm={(term) => {
              change(term);
              ask.reset();
            }}
          />
        )}
        <Button look="main" size="tall" type="submit" disabled={!isReady} busy={ask.isPending}>
          {isReady ? m.term_ask_days({ n: daysBetween(draft.firstDay, draft.lastDay) + 1 }) : m.lending_ask()}
        </Button>
        <p className="s m">{m.term_what_follows()}</p>
      </aside>
    </form>
  );
}

function AskedInstrument({ instrument, kind }: { instrument: Instrument; kind: LendingKind }) {
  return (
    <div className="handing-what">
      <ClassGlyph classCode={instrument.classCode} />
      <div>
        <Link to="/instruments/$instrumentId" params={{ instrumentId: instrument.id }}>
          {localText(instrument.name)} <span lang="en">{instrument.model}</span>
        </Link>
        <p className="s m">
          <ModeBadge mode={kind === 'loan' ? 'loan' : 'rent'} /> {localText(instrument.lab.name)}
        </p>
      </div>
    </div>
  );
}

interface Draft {
  firstDay: string;
  lastDay: string;
  purposeKind: PurposeKind;
  purposeText: string;
  address: string;
  accessories: string;
  displace: boolean;
}

const emptyDraft: Draft = {
  ...{ firstDay: '', lastDay: '', purposeKind: 'research', purposeText: '', address: '', accessories: '' },
  displace: false,
};

function bodyOf(instrumentId: string, draft: Draft) {
  const { firstDay, lastDay, address, purposeKind, purposeText } = draft;
  const accessories = draft.accessories
    .split(/[,，、\n]/)
    .map((one) => one.trim())
    .filter(Boolean);
  const purpose = { kind: purposeKind, text: purposeText };
  return { instrumentId, firstDay, lastDay, address, purpose, accessories, ...(draft.displace && { displace: true }) };
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
      <div className="f2">
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
