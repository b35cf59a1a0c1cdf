import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { buttonClass } from '../../ui/button.tsx';
import { localText, yuanText } from '../../ui/format.ts';
import { type Mode, ModeBadge } from '../../ui/mode-badge.tsx';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { type TabItem, Tabs } from '../../ui/tabs.tsx';
import { addDays, type Day, dayOf, instantOf, stepMonth } from '../../ui/zone.ts';
import { ProposeEquity } from '../equity/propose-equity.tsx';
import { holdsWindow, ownHold } from '../scheduling/booking-draft.ts';
import { ReportBreakdownButton } from '../scheduling/report-breakdown.tsx';
import { giveBack } from '../scheduling/use-hold.ts';
import type { Rules, Span } from './availability-days.ts';
import { InstrumentFacts } from './instrument-facts.tsx';
import { Breadcrumb, type Instrument, InstrumentTitle } from './instrument-title.tsx';
import { QuotePanel, serviceWays } from './quote-panel.tsx';
import { SchedulePicker } from './schedule-picker.tsx';
import { modes } from './search-state.ts';
import './instrument.css';

/** One instrument: what it is, when it is free, what it costs, and the way to a booking. */
export function InstrumentPage() {
  const { instrumentId } = useParams({ from: '/shop/instruments/$instrumentId' });
  const { data, error, isError, refetch } = useQuery(read('getInstrument', { params: { instrumentId } }));
  usePageTitle(data && `${localText(data.name)} ${data.model}`);
  return (
    <main id="main" className="wide" tabIndex={-1}>
      {isError && <QueryFailure error={error} onRetry={() => refetch()} />}
      {!data && !isError && <Skeleton rows={8} height={40} />}
      {data && (
        <>
          <Breadcrumb instrument={data} />
          <InstrumentTitle instrument={data} />
          <ModeTabs instrument={data} />
        </>
      )}
    </main>
  );
}

function modeFact(instrument: Instrument, mode: Mode): string {
  const offering = instrument.offerings.find((offer) => offer.mode === mode && offer.status === 'offered');
  if (!offering) return m.storefront_mode_closed();
  if (mode === 'rent' && instrument.priceFromFen !== undefined) {
    return m.storefront_rate_from({ amount: yuanText(instrument.priceFromFen) });
  }
  if (mode === 'loan' && offering.depositFen !== undefined) {
    return m.storefront_deposit({ amount: yuanText(offering.depositFen) });
  }
  return m.storefront_mode_open();
}

/** The three modes stay visible; one that is closed says so. */
function ModeTabs({ instrument }: { instrument: Instrument }) {
  const offered = modes.filter((mode) => instrument.modes.includes(mode));
  const [mode, setMode] = useState<Mode>(offered[0] ?? 'rent');
  const items: TabItem<Mode>[] = modes.map((value) => ({
    value,
    disabled: !offered.includes(value),
    label: (
      <>
        <ModeBadge mode={value} /> <small>{modeFact(instrument, value)}</small>
      </>
    ),
  }));
  return (
    <Tabs label={m.storefront_facet_mode()} value={mode} items={items} onChange={setMode}>
      {mode === 'rent' ? <RentTab instrument={instrument} /> : <OtherModeTab instrument={instrument} mode={mode} />}
    </Tabs>
  );
}

/** What else can be asked for where the hours are shown: all of its days, or a look at a fault. */
function BesideBooking({ instrument }: { instrument: Instrument }) {
  return (
    <>
      {offersLease(instrument) && (
        <p>
          <AskForTerm instrument={instrument} kind="lease" />
        </p>
      )}
      <p className="report-breakdown">
        <ReportBreakdownButton instrumentId={instrument.id} />
      </p>
    </>
  );
}

function offersLease({ forms, status }: Instrument): boolean {
  return forms.includes('termLease') && status !== 'retired';
}

function RentTab({ instrument }: { instrument: Instrument }) {
  const { rules } = instrument;
  if (!rules || !instrument.forms.includes('machineTime') || instrument.status === 'retired') {
    return (
      <div className="two">
        <div className="two-more">
          <EmptyState icon="calendar" title={m.storefront_not_bookable()}>
            {m.storefront_not_bookable_hint()}
          </EmptyState>
          {offersLease(instrument) && (
            <p>
              <AskForTerm instrument={instrument} kind="lease" />
            </p>
          )}
          <InstrumentFacts instrument={instrument} />
        </div>
      </div>
    );
  }
  return <BookableTab instrument={instrument} rules={rules} />;
}

function BookableTab({ instrument, rules }: { instrument: Instrument; rules: Rules }) {
  const { id: instrumentId, zone } = instrument;
  const search = useSearch({ from: '/shop/instruments/$instrumentId' });
  const navigate = useNavigate({ from: '/instruments/$instrumentId' });
  const today = dayOf(now(), zone);
  const chosen: Span | undefined =
    search.from && search.until ? { from: Date.parse(search.from), until: Date.parse(search.until) } : undefined;
  const nextDay = instrument.nextFree && dayOf(Date.parse(instrument.nextFree.from), zone);
  const day = search.day ?? (chosen ? dayOf(chosen.from, zone) : (nextDay ?? today));
  const [shownMonth, setShownMonth] = useState<Day>();
  const month = shownMonth ?? day;
  const monthStart = `${month.slice(0, 7)}-01`;
  const range = {
    from: new Date(instantOf(monthStart < today ? today : monthStart, 0, zone)).toISOString(),
    until: new Date(instantOf(stepMonth(monthStart, 1), 0, zone)).toISOString(),
  };
  const availability = useQuery({
    ...read('getAvailability', { params: { instrumentId }, query: range }),
    refetchInterval: 60_000,
  });
  const way = serviceWays.find((known) => known === search.way) ?? 'selfOperated';
  const refusals = useQuery(read('listRefusals', { params: { instrumentId }, query: { ...range, serviceWay: way } }));
  const go = (next: { from?: string; until?: string; way?: string; day?: Day }) =>
    navigate({ search: next, replace: true, resetScroll: false });
  const toDay = (next: Day) => {
    setShownMonth(undefined);
    go({ ...search, day: next });
  };
  const choose = async (window: Span) => {
    await go({
      from: new Date(window.from).toISOString(),
      until: new Date(window.until).toISOString(),
      ...(search.way && { way: search.way }),
    });
    // A slot that was held for the form and is not wanted any more should not wait for its end.
    const hold = ownHold(instrumentId, now());
    if (!hold || holdsWindow(hold, window)) return;
    await giveBack(instrumentId, hold);
    await availability.refetch();
  };
  const shared = { rules, zone, day, chosen, onDay: toDay, onChoose: choose, availability: availability.data };
  return (
    <div className="two">
      <div className="two-when">
        {availability.isError ? (
          <QueryFailure error={availability.error} onRetry={() => availability.refetch()} />
        ) : (
          <SchedulePicker {...shared} refusals={refusals.data} month={month} onMonth={setShownMonth} />
        )}
        <BesideBooking instrument={instrument} />
      </div>
      <QuotePanel
        {...shared}
        instrumentId={instrumentId}
        minDay={today}
        maxDay={addDays(today, rules.horizonDays)}
        way={way}
        onWay={(next) => go({ ...search, way: next })}
      />
      <div className="two-more">
        <InstrumentFacts instrument={instrument} />
      </div>
    </div>
  );
}

/** The way to a request for whole days, with the days that are being looked at. */
function AskForTerm({ instrument, kind }: { instrument: Instrument; kind: 'loan' | 'lease' }) {
  const { from, until, day } = useSearch({ from: '/shop/instruments/$instrumentId' });
  const firstDay = from ? dayOf(Date.parse(from), instrument.zone) : day;
  const lastDay = until ? dayOf(Date.parse(until) - 1, instrument.zone) : firstDay;
  return (
    <Link
      to="/instruments/$instrumentId/lend"
      params={{ instrumentId: instrument.id }}
      search={{ kind, ...(firstDay && { firstDay }), ...(lastDay && { lastDay }) }}
      className={buttonClass(kind === 'loan' ? 'main' : 'plain')}
    >
      {kind === 'loan' ? m.lending_ask_loan() : m.lending_ask_lease()}
    </Link>
  );
}

/** Loan and equity are arranged with the lab; the terms of the offer stand here. */
function OtherModeTab({ instrument, mode }: { instrument: Instrument; mode: Mode }) {
  const offering = instrument.offerings.find((offer) => offer.mode === mode);
  return (
    <div className="two">
      <div className="two-more">
        <section className="sect">
          <h2>{mode === 'loan' ? m.storefront_loan_title() : m.storefront_equity_title()}</h2>
          <p className="about">{mode === 'loan' ? m.storefront_loan_text() : m.storefront_equity_text()}</p>
          {mode === 'loan' && (
            <p>
              <AskForTerm instrument={instrument} kind="loan" />
            </p>
          )}
          <dl className="specs">
            {offering?.depositFen !== undefined && (
              <div>
                <dt>{m.storefront_deposit_title()}</dt>
                <dd>¥{yuanText(offering.depositFen)}</dd>
              </div>
            )}
            {offering?.eligibility.project && (
              <div>
                <dt>{m.storefront_project_served()}</dt>
                <dd>{offering.eligibility.project}</dd>
              </div>
            )}
            <div>
              <dt>{m.storefront_lab()}</dt>
              <dd>{localText(instrument.lab.name)}</dd>
            </div>
            {instrument.address && (
              <div>
                <dt>{m.storefront_address()}</dt>
                <dd>{instrument.address}</dd>
              </div>
            )}
          </dl>
          {mode === 'equity' && offering && <ProposeEquity instrumentId={instrument.id} />}
        </section>
        <InstrumentFacts instrument={instrument} />
      </div>
    </div>
  );
}
