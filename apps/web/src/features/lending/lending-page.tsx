import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Log } from '../../ui/desk.tsx';
import { dayTime, localText, longDay, placeText, yuanText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { purposeName } from '../../ui/vocabulary.ts';
import '../scheduling/booking.css';
import '../catalogue/instrument.css';
import { Chain } from '../approvals/approval-panel.tsx';
import { LendingActions } from './lending-actions.tsx';
import {
  actionName,
  conditionName,
  daysText,
  type Lending,
  type LendingKind,
  lendingKinds,
  lendingStatusName,
  lendingTone,
  nextStepText,
} from './lending-words.ts';
import { useLending } from './use-lending.ts';

/** One loan or lease, the same page for both sides: what comes next, what was agreed, what happened. */
export function LendingPage() {
  const params = useParams({ from: '/shop/lendings/$kind/$lendingId' });
  const kind = lendingKinds.find((known) => known === params.kind) ?? 'loan';
  const lending = useLending(kind, params.lendingId);
  const data = lending.data;
  usePageTitle(data && `${data.number} ${localText(data.instrument.name)}`);
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      {lending.isError && <QueryFailure error={lending.error} onRetry={() => lending.refetch()} />}
      {lending.isPending && <Skeleton rows={6} height={36} />}
      {data && <Detail lending={data} kind={kind} />}
    </main>
  );
}

function Detail({ lending, kind }: { lending: Lending; kind: LendingKind }) {
  const { instrument } = lending;
  return (
    <>
      <nav className="crumb" aria-label={m.storefront_breadcrumb()}>
        <Link to="/lendings" search={{ kind }}>
          {m.lending_mine()}
        </Link>
        <span aria-hidden="true">/</span>
        <span>{lending.number}</span>
      </nav>
      <div className="bar">
        <h1>{daysText(lending)}</h1>
        <Tag tone={lendingTone[lending.status]}>{lendingStatusName(lending.status)}</Tag>
      </div>
      <p className="booking-what">
        <Link to="/instruments/$instrumentId" params={{ instrumentId: instrument.id }}>
          {localText(instrument.name)} <span lang="en">{instrument.model}</span>
        </Link>{' '}
        <span className="m">{placeText(instrument.lab.name, instrument.lab.city)}</span>
      </p>
      <div className="booking-page">
        <div>
          <section>
            <Note tone={lending.status === 'overdue' ? 'bad' : undefined}>
              {nextStepText(lending)} {lending.decisionReason}
            </Note>
          </section>
          <section>
            <h2>{m.storefront_booking_facts()}</h2>
            <KeyValues className="roomy" items={factsOf(lending)} />
          </section>
          <Approvals lending={lending} />
          <Reports lending={lending} />
          <section>
            <h2>{m.storefront_history()}</h2>
            <Log
              timeWidth={112}
              items={lending.history.map((step) => ({
                at: step.at,
                time: dayTime(Date.parse(step.at), lending.zone),
                text: [actionName(step.action), step.actor?.displayName, step.note].filter(Boolean).join(' · '),
              }))}
            />
          </section>
        </div>
        <aside className="quote" aria-label={m.lending_agreement()}>
          <LendingActions lending={lending} kind={kind} />
        </aside>
      </div>
    </>
  );
}

function factsOf(lending: Lending): (readonly [string, React.ReactNode] | false | undefined)[] {
  return [
    [m.storefront_party(), `${localText(lending.organisation.name)} · ${lending.user.displayName}`],
    [m.storefront_purpose_kind(), purposeName(lending.purpose.kind)],
    lending.purpose.text !== '' && [m.storefront_purpose_text(), lending.purpose.text],
    lending.address !== '' && [m.lending_address(), lending.address],
    lending.accessories.length > 0 && [
      m.lending_accessories(),
      <Words key="accessories" words={lending.accessories} />,
    ],
    [m.lending_book_value(), `¥${yuanText(lending.originalValueFen)}`],
    lending.filing && [
      m.lending_filing(),
      lending.filing.status === 'filed'
        ? m.lending_filed({ reference: lending.filing.reference ?? '' })
        : m.lending_filing_until({ day: longDay(lending.filing.dueOn) }),
    ],
  ];
}

/** What people have written, each by itself. */
function Words({ words }: { words: readonly string[] }) {
  return words.map((word, i) => (
    <span key={word}>
      {i > 0 && ' · '}
      <span>{word}</span>
    </span>
  ));
}

function Approvals({ lending }: { lending: Lending }) {
  const approvals = useQuery(read('listApprovals', { query: { subjectId: lending.id, limit: 100 } }));
  const chains = new Map((approvals.data?.items ?? []).map((approval) => [approval.chainId, approval]));
  if (chains.size === 0) return null;
  return (
    <section>
      <h2>{m.lending_chain()}</h2>
      {[...chains.values()].map((approval) => (
        <Chain key={approval.chainId} approval={approval} />
      ))}
    </section>
  );
}

/** What both sides saw, and what came back worse. */
function Reports({ lending }: { lending: Lending }) {
  const { handOver, takeBack, damages } = lending;
  if (!handOver) return null;
  const items = [handOver, takeBack].flatMap((report) => report?.conditions.map(({ item }) => item) ?? []);
  return (
    <section>
      <h2>{m.lending_condition()}</h2>
      <KeyValues
        className="roomy"
        items={[...new Set(items)].map((item) => {
          const states = [handOver, takeBack].map(
            (report) => report?.conditions.find((condition) => condition.item === item)?.state,
          );
          return [item, states.map((state) => (state ? conditionName(state) : '–')).join(' → ')] as const;
        })}
      />
      <p className="s m">
        {m.lending_signed_by()} <Words words={handOver.signedBy} />
      </p>
      {damages.length > 0 && (
        <>
          <h3>{m.lending_damages()}</h3>
          <KeyValues
            className="roomy"
            items={damages.map(
              (damage) =>
                [
                  damage.item,
                  `${damage.description} ${damage.amountFen === undefined ? m.lending_amount_open() : `¥${yuanText(damage.amountFen)}`}`,
                ] as const,
            )}
          />
        </>
      )}
    </section>
  );
}
