import { m } from '@guanyi/messages';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import type { Reply } from '../../app/client.ts';
import { download } from '../../app/download.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { dayTime, defaultZone, localText, longDay } from '../../ui/format.ts';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table, TableScroll } from '../../ui/table.tsx';
import { Views } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { FilingDialog } from '../lending/filing-action.tsx';
import '../../ui/finance.css';

type Filing = Reply<'listFilings'>['items'][number];

const views = ['open', 'filed'] as const;

/** Approved disposals that are to be filed by a day, the overdue first; and those that were, with their paper. */
export function FilingsPage() {
  usePageTitle(m.filing_title());
  const { view = 'open' } = useSearch({ from: '/desk/filings' });
  const mayFile = hasRole(useSession(), 'assetOfficer');
  const [filing, setFiling] = useState<Filing>();
  const status: Filing['status'][] = view === 'open' ? ['open', 'late'] : ['filed'];
  const pages = usePages('listFilings', { query: { status: status as ('open' | 'late' | 'filed')[], limit: 50 } });
  return (
    <DeskColumns>
      <Work
        title={m.filing_title()}
        summary={m.filing_summary()}
        views={
          <Views label={m.filing_title()}>
            {views.map((one) => (
              <Link
                key={one}
                to="/desk/filings"
                search={one === 'open' ? {} : { view: one }}
                aria-current={one === view ? 'page' : undefined}
              >
                {one === 'open' ? m.filing_open() : m.filing_filed()}
              </Link>
            ))}
          </Views>
        }
      >
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={
            <EmptyState icon="check" title={view === 'open' ? m.filing_none_open() : m.filing_none_filed()}>
              {m.filing_none_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && (
          <TableScroll label={m.filing_title()}>
            <Table
              caption={m.filing_title()}
              look="fin"
              columns={columnsOf(mayFile, setFiling)}
              rows={pages.items}
              rowKey={({ id }) => id}
            />
          </TableScroll>
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
      {filing && <FilingDialog filingId={filing.id} onClose={() => setFiling(undefined)} />}
    </DeskColumns>
  );
}

function columnsOf(mayFile: boolean, onFile: (filing: Filing) => void): Column<Filing>[] {
  return [
    { key: 'due', title: m.filing_due(), cell: (filing) => <Due filing={filing} /> },
    { key: 'subject', title: m.filing_subject(), cell: (filing) => <Subject filing={filing} /> },
    { key: 'customer', title: m.filing_customer(), cell: (filing) => localText(filing.organisation.name) },
    {
      key: 'reference',
      title: m.filing_reference(),
      cell: ({ reference, filedAt, filedBy }) =>
        reference === undefined ? (
          '—'
        ) : (
          <>
            {reference}
            <br />
            <span className="m xs">
              {filedBy} {filedAt && dayTime(Date.parse(filedAt), defaultZone)}
            </span>
          </>
        ),
    },
    {
      key: 'act',
      title: m.filing_paper(),
      cell: (filing) => <Acts filing={filing} mayFile={mayFile} onFile={onFile} />,
    },
  ];
}

function Due({ filing: { status, dueOn, daysLeft } }: { filing: Filing }) {
  return (
    <>
      <span className="nw">{longDay(dueOn)}</span>
      <br />
      {status === 'filed' ? (
        <Tag tone="ok" icon="check">
          {m.filing_filed()}
        </Tag>
      ) : (
        <Tag
          tone={status === 'late' ? 'bad' : daysLeft <= 3 ? 'hm' : undefined}
          {...(daysLeft <= 3 && { icon: 'warn' })}
        >
          {status === 'late'
            ? m.term_overdue({ n: -daysLeft })
            : daysLeft === 0
              ? m.term_due_today()
              : m.term_due_in({ n: daysLeft })}
        </Tag>
      )}
    </>
  );
}

const modeOf = { loan: 'loan', lease: 'rent', equityCase: 'equity' } as const;

function Subject({ filing: { subjectType, subjectId, subjectNumber, instrument } }: { filing: Filing }) {
  return (
    <>
      {subjectType === 'equityCase' ? (
        <Link to="/desk/equity/$caseId" params={{ caseId: subjectId }}>
          {subjectNumber}
        </Link>
      ) : (
        <Link to="/lendings/$kind/$lendingId" params={{ kind: subjectType, lendingId: subjectId }}>
          {subjectNumber}
        </Link>
      )}{' '}
      <ModeBadge mode={modeOf[subjectType]} />
      <br />
      <span className="m xs">
        {localText(instrument.name)} {instrument.model} · {localText(instrument.lab.name)}
      </span>
    </>
  );
}

function Acts({ filing, mayFile, onFile }: { filing: Filing; mayFile: boolean; onFile: (filing: Filing) => void }) {
  const { id, status, fileId, subjectNumber } = filing;
  if (status !== 'filed') {
    return mayFile ? (
      <Button size="small" look="firm" onClick={() => onFile(filing)}>
        {m.filing_do()}
      </Button>
    ) : null;
  }
  if (fileId === undefined) return '—';
  return (
    <Button
      size="small"
      icon="download"
      onClick={() => {
        download('getFilingDocument', { params: { filingId: id } }, subjectNumber).catch(toastFailure);
      }}
    >
      {m.filing_paper()}
    </Button>
  );
}
