import { m } from '@guanyi/messages';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { localText } from '../../ui/format.ts';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { CountdownTag, Note } from '../../ui/tag.tsx';
import type { ServiceWay } from '../../ui/vocabulary.ts';
import { CancellationTerms, QuoteLines } from '../catalogue/quote-lines.tsx';
import { serviceWays } from '../catalogue/quote-panel.tsx';
import { useQuote } from '../catalogue/use-quote.ts';
import '../catalogue/instrument.css';
import { type BookingDraft, type Hold, loadDraft, saveDraft } from './booking-draft.ts';
import { useMayBook, useParties } from './booking-party.ts';
import { ConfirmStep, PurposeStep, SlotStep } from './booking-steps.tsx';
import { BookingRefusal } from './submit-booking.tsx';
import { giveBack, useHold } from './use-hold.ts';
import './booking.css';

const steps = ['slot', 'purpose', 'confirm'] as const;
type Step = (typeof steps)[number];

/** Slot, purpose, confirmation. The slot is held while the form is filled in; going back loses nothing. */
export function BookingPage() {
  const { instrumentId } = useParams({ from: '/shop/instruments/$instrumentId/book' });
  const { from, until } = useSearch({ from: '/shop/instruments/$instrumentId/book' });
  const mayBook = useMayBook();
  const instrument = useQuery(read('getInstrument', { params: { instrumentId } }));
  usePageTitle(m.storefront_book_title());
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      {instrument.isError && <QueryFailure error={instrument.error} onRetry={() => instrument.refetch()} />}
      {instrument.isPending && <Skeleton rows={6} height={36} />}
      {instrument.data && (!from || !until) && (
        <EmptyState
          level={1}
          icon="calendar"
          title={m.storefront_no_slot()}
          action={<BackToInstrument id={instrumentId} />}
        >
          {m.storefront_no_slot_hint()}
        </EmptyState>
      )}
      {instrument.data && from && until && !mayBook && (
        <EmptyState
          level={1}
          icon="lock"
          title={m.storefront_may_not_book()}
          action={<BackToInstrument id={instrumentId} />}
        >
          {m.storefront_may_not_book_hint()}
        </EmptyState>
      )}
      {instrument.data && from && until && mayBook && (
        <Wizard key={`${from} ${until}`} instrument={instrument.data} from={from} until={until} />
      )}
    </main>
  );
}

function BackToInstrument({ id }: { id: string }) {
  return (
    <Link to="/instruments/$instrumentId" params={{ instrumentId: id }} className={buttonClass('firm')}>
      {m.storefront_back_to_calendar()}
    </Link>
  );
}

interface WizardProps {
  instrument: Reply<'getInstrument'>;
  from: string;
  until: string;
}

/** The last step needs what the second one asks for, whatever address brought the reader here. */
function stepOf(asked: 'purpose' | 'confirm' | undefined, draft: BookingDraft): Step {
  return asked === 'confirm' && draft.purposeKind === '' ? 'purpose' : (asked ?? 'slot');
}

function Wizard({ instrument, from, until }: WizardProps) {
  const { id: instrumentId, zone } = instrument;
  const search = useSearch({ from: '/shop/instruments/$instrumentId/book' });
  const navigate = useNavigate({ from: '/instruments/$instrumentId/book' });
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => loadDraft(instrumentId));
  const step = stepOf(search.step, draft);
  const setStep = (next: Step) =>
    navigate({
      search: { from, until, ...(search.way && { way: search.way }), ...(next !== 'slot' && { step: next }) },
    });
  const [lapsed, setLapsed] = useState(false);
  const { parties, isStaff } = useParties();
  const party =
    parties.find(({ id }) => id === draft.organisationId) ?? (parties.length === 1 ? parties[0] : undefined);
  const hold = useHold(instrumentId, from, until, party?.id);
  const way: ServiceWay = serviceWays.find((known) => known === search.way) ?? 'selfOperated';
  const window = { from: Date.parse(from), until: Date.parse(until) };
  const quote = useQuote(instrumentId, window, way, party?.id);
  const change = (part: Partial<BookingDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    saveDraft(instrumentId, next);
  };
  // First away from here, then the release: a page that still shows the hold would ask for it again.
  const leave = async () => {
    await navigate({ to: '/instruments/$instrumentId', params: { instrumentId }, search: { from, until, way } });
    await giveBack(instrumentId, hold.data);
    await queryClient.invalidateQueries({ queryKey: ['getAvailability'] });
  };
  const common = { instrument, window, zone, way, draft, party, parties, isStaff, onChange: change };
  const holding = hold.data && !lapsed && !hold.isError;
  return (
    <>
      <WizardHead instrument={instrument} hold={holding ? hold.data : undefined} onLapse={() => setLapsed(true)} />
      <Steps step={step} onStep={setStep} />
      <div className="wizard">
        <div className="wizard-form">
          <HoldTrouble instrument={instrument} lapsed={lapsed} hold={hold} onLapsed={setLapsed} onLeave={leave} />
          {step === 'slot' && (
            <SlotStep
              {...common}
              onWay={(next) => navigate({ search: { from, until, way: next }, replace: true })}
              onOther={leave}
              onNext={() => setStep('purpose')}
            />
          )}
          {step === 'purpose' && (
            <PurposeStep {...common} onBack={() => setStep('slot')} onNext={() => setStep('confirm')} />
          )}
          {step === 'confirm' && (
            <ConfirmStep
              {...common}
              hold={holding ? hold.data : undefined}
              quote={quote.data}
              onBack={() => setStep('purpose')}
              onFix={(where) => (where === 'purpose' ? setStep('purpose') : leave())}
              onPriceChanged={() => quote.refetch()}
            />
          )}
        </div>
        <QuoteAside quote={quote} zone={zone} onLeave={leave} />
      </div>
    </>
  );
}

interface HoldTroubleProps {
  instrument: Reply<'getInstrument'>;
  onLeave: () => void;
  lapsed: boolean;
  hold: ReturnType<typeof useHold>;
  onLapsed: (lapsed: boolean) => void;
}

/** The slot is not held any more, or could not be. What was filled in stays. */
function HoldTrouble({ instrument, lapsed, hold, onLapsed, onLeave }: HoldTroubleProps) {
  const holdAgain = () => {
    onLapsed(false);
    hold.refetch();
  };
  if (hold.isError) {
    return <BookingRefusal error={hold.error} instrumentId={instrument.id} zone={instrument.zone} onFix={onLeave} />;
  }
  if (!lapsed) return null;
  return (
    <Note tone="hm">
      {m.storefront_hold_lapsed()}{' '}
      <button type="button" className="text-button" onClick={holdAgain}>
        {m.storefront_hold_again()}
      </button>
    </Note>
  );
}

interface WizardHeadProps {
  instrument: Reply<'getInstrument'>;
  hold: Hold | undefined;
  onLapse: () => void;
}

function WizardHead({ instrument, hold, onLapse }: WizardHeadProps) {
  return (
    <div className="bar wizard-head">
      <h1>{m.storefront_book_title()}</h1>
      <span className="m">
        {localText(instrument.name)} <span lang="en">{instrument.model}</span>
      </span>
      <span className="push" />
      {hold && (
        <CountdownTag
          key={hold.id}
          until={Date.parse(hold.releaseAt)}
          now={now}
          label={m.storefront_held()}
          onEnd={onLapse}
        />
      )}
    </div>
  );
}

interface QuoteAsideProps {
  quote: ReturnType<typeof useQuote>;
  zone: string;
  onLeave: () => void;
}

/** The price beside the form, with what cancelling costs and the way out. */
function QuoteAside({ quote, zone, onLeave }: QuoteAsideProps) {
  return (
    <aside className="quote" aria-label={m.storefront_quote()}>
      {quote.isPending && <Skeleton rows={5} height={18} />}
      {quote.isError && <QueryFailure error={quote.error} onRetry={() => quote.refetch()} />}
      {quote.data && (
        <>
          <div>
            <QuoteLines quote={quote.data} zone={zone} />
          </div>
          <CancellationTerms quote={quote.data} zone={zone} />
          <p className="s m">
            {quote.data.approval === 'auto' ? m.storefront_approval_auto() : m.storefront_approval_chain()}
          </p>
        </>
      )}
      <div>
        <Button look="bare" onClick={onLeave}>
          {m.storefront_give_up()}
        </Button>
      </div>
    </aside>
  );
}

/** Where the reader is; steps that lie behind can be reached again. */
function Steps({ step, onStep }: { step: Step; onStep: (step: Step) => void }) {
  const titles: Record<Step, string> = {
    slot: m.storefront_step_slot(),
    purpose: m.storefront_step_purpose(),
    confirm: m.storefront_step_confirm(),
  };
  const at = steps.indexOf(step);
  return (
    <ol className="steps" aria-label={m.ui_page_of({ n: at + 1, of: steps.length })}>
      {steps.map((entry, index) => (
        <li key={entry} className={index < at ? 'past' : undefined} aria-current={entry === step ? 'step' : undefined}>
          {index < at ? (
            <button type="button" onClick={() => onStep(entry)}>
              <b>{index + 1}</b> {titles[entry]}
            </button>
          ) : (
            <span>
              <b>{index + 1}</b> {titles[entry]}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
