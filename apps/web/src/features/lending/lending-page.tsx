import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Log } from '../../ui/desk.tsx';
import { dayTime, localText, placeText, yuanText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { purposeName } from '../../ui/vocabulary.ts';
import '../scheduling/booking.css';
import '../catalogue/instrument.css';
import { AnswerReturned } from '../approvals/answer-returned.tsx';
import { Chain } from '../approvals/approval-panel.tsx';
import { isUnanswered } from '../approvals/use-approval-lists.ts';
import { DamagesSection } from './damages-section.tsx';
import { DueTag } from './due-tag.tsx';
import { InspectionsSection } from './inspections-section.tsx';
import { LendingActions } from './lending-actions.tsx';
import {
  actionName,
  daysText,
  type Lending,
  type LendingKind,
  lendingKinds,
  lendingStatusName,
  lendingTone,
  nextStepText,
} from './lending-words.ts';
import { ReportsSection } from './reports-section.tsx';
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
        <DueTag lending={lending} />
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
          <ReportsSection lending={lending} />
          <DamagesSection lending={lending} kind={kind} />
          <InspectionsSection lending={lending} kind={kind} />
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
      {approvals.data?.items.filter(isUnanswered).map((approval) => (
        <AnswerReturned key={approval.id} approval={approval} />
      ))}
    </section>
  );
}
