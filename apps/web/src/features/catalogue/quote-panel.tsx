import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { useSession } from '../../app/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { rangeText, timeOf, yuanText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { CountdownTag, Note } from '../../ui/tag.tsx';
import { priceGroupName, type ServiceWay, serviceWayName } from '../../ui/vocabulary.ts';
import { type Day, dayOf } from '../../ui/zone.ts';
import { holdsWindow, ownHold } from '../scheduling/booking-draft.ts';
import { RefusalReasons } from '../scheduling/refusal-reasons.tsx';
import { type Availability, endsFor, freeOn, isFree, type Rules, type Span, startsIn } from './availability-days.ts';
import { CancellationTerms, type Quote, QuoteLines } from './quote-lines.tsx';
import { endText } from './schedule-picker.tsx';
import { useQuote } from './use-quote.ts';

export const serviceWays: readonly ServiceWay[] = ['selfOperated', 'guided', 'commissioned', 'remote'];

interface QuotePanelProps {
  instrumentId: string;
  availability: Availability | undefined;
  rules: Rules;
  zone: string;
  day: Day;
  minDay: Day;
  maxDay: Day;
  chosen: Span | undefined;
  way: ServiceWay;
  onDay: (day: Day) => void;
  onChoose: (window: Span) => void;
  onWay: (way: ServiceWay) => void;
}

/** Time, service way and the live price of both; the rules of cancellation stand before the button, not behind it. */
export function QuotePanel(props: QuotePanelProps) {
  const { instrumentId, availability, zone, chosen, way } = props;
  const quote = useQuote(instrumentId, chosen, way);
  const kept = ownHold(instrumentId, now());
  const hold = holdsWindow(kept, chosen) ? kept : undefined;
  const taken = chosen && availability && !hold && !isFree(chosen, availability);
  return (
    <aside className="quote" aria-label={m.storefront_quote()}>
      <div>
        <div className="bar">
          <h2>{m.storefront_quote()}</h2>
          <span className="push" />
          {hold && (
            <CountdownTag key={hold.id} until={Date.parse(hold.releaseAt)} now={now} label={m.storefront_held()} />
          )}
        </div>
        <TimeFields {...props} priceGroup={quote.data?.priceGroup} />
        <ViewerTime chosen={chosen} zone={zone} />
      </div>
      {!chosen && <p className="s m">{m.storefront_quote_hint()}</p>}
      {taken && <Note tone="hm">{m.storefront_slot_gone()}</Note>}
      {chosen && quote.isPending && <Skeleton rows={5} height={18} />}
      {chosen && quote.isError && <QueryFailure error={quote.error} onRetry={() => quote.refetch()} />}
      {chosen && quote.data && !quote.isError && (
        <>
          <div className={quote.isPlaceholderData ? 'stale' : undefined} aria-live="polite">
            <QuoteLines quote={quote.data} zone={zone} />
          </div>
          <RefusalReasons refusals={quote.data.refusals} zone={zone} />
          <CancellationTerms quote={quote.data} zone={zone} />
          <BookButton
            instrumentId={instrumentId}
            chosen={chosen}
            way={way}
            zone={zone}
            quote={quote.data}
            taken={taken === true}
          />
        </>
      )}
    </aside>
  );
}

function TimeFields(props: QuotePanelProps & { priceGroup: Quote['priceGroup'] | undefined }) {
  const { availability, rules, zone, day, minDay, maxDay, chosen, way, onDay, onChoose, onWay, priceGroup } = props;
  const starts = availability ? startsIn(freeOn(availability, day), rules) : [];
  const from = chosen && dayOf(chosen.from, zone) === day ? chosen.from : undefined;
  const ends = availability && from !== undefined ? endsFor(from, availability, rules) : [];
  const withStart = from !== undefined && !starts.includes(from) ? [...starts, from].sort((a, b) => a - b) : starts;
  const withEnd = chosen && !ends.includes(chosen.until) ? [...ends, chosen.until].sort((a, b) => a - b) : ends;
  const start = (at: number) => {
    const length = chosen ? chosen.until - chosen.from : 0;
    const possible = availability ? endsFor(at, availability, rules) : [];
    const until = possible.findLast((end) => end - at <= length) ?? possible[0];
    if (until !== undefined) onChoose({ from: at, until });
  };
  return (
    <>
      <div className="f3">
        <TextField
          type="date"
          label={m.storefront_day()}
          value={day}
          min={minDay}
          max={maxDay}
          onChange={(event) => event.target.value && onDay(event.target.value)}
        />
        <SelectField
          label={m.storefront_from()}
          value={from ?? ''}
          disabled={withStart.length === 0}
          onChange={(event) => start(Number(event.target.value))}
        >
          {from === undefined && <option value="">–</option>}
          {withStart.map((at) => (
            <option key={at} value={at}>
              {timeOf(at, zone)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={m.storefront_until()}
          value={from === undefined ? '' : chosen?.until}
          disabled={from === undefined}
          onChange={(event) => from !== undefined && onChoose({ from, until: Number(event.target.value) })}
        >
          {from === undefined && <option value="">–</option>}
          {from !== undefined &&
            withEnd.map((at) => (
              <option key={at} value={at}>
                {endText(at, day, zone)}
              </option>
            ))}
        </SelectField>
      </div>
      <div className="f2">
        <SelectField
          label={m.storefront_service_way()}
          value={way}
          onChange={(event) => onWay(serviceWays.find((known) => known === event.target.value) ?? 'selfOperated')}
        >
          {serviceWays.map((known) => (
            <option key={known} value={known}>
              {serviceWayName(known)}
            </option>
          ))}
        </SelectField>
        <TextField label={m.storefront_price_group()} readOnly value={priceGroup ? priceGroupName(priceGroup) : '–'} />
      </div>
    </>
  );
}

/** The same window on the clock of the reader, when that clock shows something else. */
function ViewerTime({ chosen, zone }: { chosen: Span | undefined; zone: string }) {
  if (!chosen) return null;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const text = rangeText(chosen.from, chosen.until, own);
  if (text === rangeText(chosen.from, chosen.until, zone)) return null;
  return <p className="xs m viewer-time">{m.storefront_viewer_time({ zone: own, time: text })}</p>;
}

interface BookButtonProps {
  instrumentId: string;
  chosen: Span;
  way: ServiceWay;
  zone: string;
  quote: Quote;
  taken: boolean;
}

function BookButton({ instrumentId, chosen, way, zone, quote, taken }: BookButtonProps) {
  const session = useSession();
  const search = { from: new Date(chosen.from).toISOString(), until: new Date(chosen.until).toISOString(), way };
  const label = session.status === 'signedIn' ? m.storefront_ask_slot() : m.storefront_login_and_book();
  return (
    <div>
      {taken ? (
        <button type="button" className={buttonClass('main', 'tall')} disabled>
          {m.storefront_ask_slot()}
        </button>
      ) : (
        <Link
          to="/instruments/$instrumentId/book"
          params={{ instrumentId }}
          search={search}
          className={buttonClass('main', 'tall')}
          preload={false}
        >
          {label}
        </Link>
      )}
      <p className="s m">{quote.approval === 'auto' ? m.storefront_approval_auto() : m.storefront_approval_chain()}</p>
      <div className="pbar book-bar">
        <div>
          <b>¥{yuanText(quote.totalFen)}</b>
          <span className="m s">{rangeText(chosen.from, chosen.until, zone)}</span>
        </div>
        {!taken && (
          <Link
            to="/instruments/$instrumentId/book"
            params={{ instrumentId }}
            search={search}
            className={buttonClass('main')}
            preload={false}
          >
            {label}
          </Link>
        )}
      </div>
    </div>
  );
}
