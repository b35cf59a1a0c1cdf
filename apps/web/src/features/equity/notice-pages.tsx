import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { defaultZone, localText, shortDay, yuanText } from '../../ui/format.ts';
import { EmptyState, LoadMore, Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { equityStatusName } from './equity-words.ts';
import { FormDialog } from './form-dialog.tsx';
import { NoticeCount } from './notice-count.tsx';
import { useCaseAct } from './use-case.ts';
import './equity.css';

/** Every published deal, for anybody. */
export function NoticesPage() {
  usePageTitle(m.equity_notices());
  const pages = usePages('listEquityNotices', { query: { limit: 20 } });
  return (
    <main id="main" className="wide" tabIndex={-1}>
      <h1>{m.equity_notices()}</h1>
      <p className="m">{m.equity_notices_intro()}</p>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={pages.items.length === 0}
        empty={
          <EmptyState icon="equity" title={m.equity_notices_empty()}>
            {m.equity_notices_empty_hint()}
          </EmptyState>
        }
      />
      <ul className="notice-list">
        {pages.items.map((one) => (
          <li key={one.caseId}>
            <h2>
              <Link to="/notices/$caseId" params={{ caseId: one.caseId }}>
                {m.equity_room_title({ model: one.instrument.model, venture: one.ventureName })}
              </Link>
            </h2>
            <p className="m s">
              {one.number} · {localText(one.district)} · {shortDay(one.notice.firstDay)}–{shortDay(one.notice.lastDay)}{' '}
              <Tag>{equityStatusName(one.status)}</Tag>
            </p>
          </li>
        ))}
      </ul>
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </main>
  );
}

/** One published deal: what is proposed, how long the notice runs, what was objected and answered. */
export function NoticePage() {
  const { caseId } = useParams({ from: '/shop/notices/$caseId' });
  const { data, error, isError, refetch } = useQuery(read('getEquityNotice', { params: { caseId } }));
  usePageTitle(data?.number);
  return (
    <main id="main" className="wide" tabIndex={-1}>
      {isError && <QueryFailure error={error} onRetry={() => refetch()} />}
      {!data && !isError && <Skeleton rows={6} height={32} />}
      {data && (
        <>
          <h1>{m.equity_room_title({ model: data.instrument.model, venture: data.ventureName })}</h1>
          <div className="room">
            <div>
              <section>
                <h2>{m.equity_notice_text()}</h2>
                <p className="pre">{data.notice.text}</p>
              </section>
              <Objections notice={data} />
            </div>
            <div>
              <NoticeCount
                notice={data.notice}
                zone={defaultZone}
                openObjections={data.objections.filter((one) => one.status === 'open').length}
              />
              <section>
                <KeyValues
                  className="s"
                  items={[
                    [m.equity_number(), data.number],
                    [m.equity_instrument(), localText(data.instrument.name)],
                    [m.equity_lab(), localText(data.lab)],
                    [m.equity_role_contributor(), localText(data.district)],
                    [m.equity_proposer(), localText(data.proposer)],
                    data.valueFen !== undefined && [m.equity_value(), yuanText(data.valueFen)],
                    [m.equity_status(), equityStatusName(data.status)],
                  ]}
                />
              </section>
            </div>
          </div>
        </>
      )}
    </main>
  );
}

interface PublicNotice {
  caseId: string;
  status: string;
  objections: readonly {
    text: string;
    status: 'open' | 'upheld' | 'rejected';
    answer?: string | undefined;
    at: string;
  }[];
}

const objectionNames = {
  open: m.equity_objection_open,
  upheld: m.equity_objection_upheld,
  rejected: m.equity_objection_rejected,
};

function Objections({ notice }: { notice: PublicNotice }) {
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const [isSent, setSent] = useState(false);
  const object = useCaseAct('raiseObjection', () => {
    setOpen(false);
    setSent(true);
  });
  return (
    <section>
      <div className="room-bar">
        <h2>{m.equity_objections()}</h2>
        {notice.status === 'noticed' &&
          (session.status === 'signedIn' ? (
            <Button size="small" onClick={() => setOpen(true)}>
              {m.equity_do_object()}
            </Button>
          ) : (
            <span className="m s">{m.equity_objection_login()}</span>
          ))}
      </div>
      {isSent && <p role="status">{m.equity_objection_sent()}</p>}
      {notice.objections.length === 0 && <p className="m s">{m.equity_objections_none()}</p>}
      {notice.objections.map((one) => (
        <div className="talk" key={`${one.at} ${one.text}`}>
          <p className="pre">
            {one.text} <Tag tone={one.status === 'open' ? 'hm' : undefined}>{objectionNames[one.status]()}</Tag>
          </p>
          {one.answer !== undefined && <p className="pre m">{one.answer}</p>}
        </div>
      ))}
      {isOpen && (
        <FormDialog
          title={m.equity_do_object()}
          fields={[{ name: 'text', label: m.equity_objection_text(), kind: 'area' }]}
          act={object}
          onClose={() => setOpen(false)}
          onSubmit={({ text = '' }) => object.mutate({ params: { caseId: notice.caseId }, body: { text } })}
        />
      )}
    </section>
  );
}
