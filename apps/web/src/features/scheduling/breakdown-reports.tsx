import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { fetchFile } from '../../app/download.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePages } from '../../app/pages.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/field.tsx';
import { dayTime, localText } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { DecideDialog } from './decide-breakdown-dialog.tsx';

type Report = Reply<'listBreakdownReports'>['items'][number];
type Shown = 'open' | 'all';

const states: Record<Report['status'], { name: () => string; tone: Tone | undefined }> = {
  open: { name: m.upkeep_state_open, tone: 'bad' },
  confirmed: { name: m.upkeep_state_confirmed, tone: 'hm' },
  dismissed: { name: m.upkeep_state_dismissed, tone: undefined },
};

/** What users say is wrong, the open ones first; a keeper takes the instrument out of service or closes the report. */
export function BreakdownReports() {
  const [shown, setShown] = useState<Shown>('open');
  const [deciding, setDeciding] = useState<Report>();
  const mayDecide = hasRole(useSession(), 'labManager', 'keeper');
  const query = { limit: 50, ...(shown === 'open' && { status: ['open' as const] }) };
  const pages = usePages('listBreakdownReports', { query }, { refetchInterval: 60_000, keepPrevious: true });
  return (
    <>
      <div className="work-tools">
        <Segmented<Shown>
          label={m.upkeep_shown()}
          className="small"
          value={shown}
          options={[
            { value: 'open', label: m.upkeep_state_open() },
            { value: 'all', label: m.upkeep_all() },
          ]}
          onChange={setShown}
        />
      </div>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={pages.items.length === 0}
        empty={
          <EmptyState icon="check" title={m.upkeep_reports_none()}>
            {m.upkeep_reports_none_hint()}
          </EmptyState>
        }
      />
      <ul className="upkeep-list">
        {pages.items.map((report) => (
          <ReportRow key={report.id} report={report} onDecide={mayDecide ? () => setDeciding(report) : undefined} />
        ))}
      </ul>
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => void pages.fetchNextPage()} />
      {deciding && <DecideDialog report={deciding} onClose={() => setDeciding(undefined)} />}
    </>
  );
}

function ReportRow({ report, onDecide }: { report: Report; onDecide: (() => void) | undefined }) {
  const { instrument } = report;
  const state = states[report.status];
  return (
    <li className="today-item">
      <p className="today-time">
        <b>{dayTime(Date.parse(report.createdAt), instrument.zone)}</b>
        <Tag tone={state.tone} icon={report.status === 'open' ? 'warn' : 'check'}>
          {state.name()}
        </Tag>
      </p>
      <div>
        <p>
          <b lang="en">{instrument.model}</b> <span className="m s">{localText(instrument.name)}</span>
        </p>
        <p>{report.description}</p>
        <p className="m s">
          {report.user.displayName}
          {report.answer && ` · ${m.upkeep_answered({ answer: report.answer })}`}
        </p>
        {report.photoIds.length > 0 && (
          <p className="report-photos">
            {report.photoIds.map((photoId, index) => (
              <Photo key={photoId} reportId={report.id} number={index + 1} />
            ))}
          </p>
        )}
      </div>
      {onDecide && report.status === 'open' && (
        <Button look="firm" aria-label={`${m.upkeep_decide()} ${instrument.model}`} onClick={onDecide}>
          {m.upkeep_decide()}
        </Button>
      )}
    </li>
  );
}

/** A picture of a report. It is fetched with the session of the reader, as only the lab and its author may see it. */
function Photo({ reportId, number }: { reportId: string; number: number }) {
  const [url, setUrl] = useState<string>();
  const photo = useQuery({
    queryKey: ['getBreakdownPhoto', reportId, number],
    queryFn: () =>
      fetchFile('getBreakdownPhoto', { params: { breakdownReportId: reportId, photoNumber: String(number) } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data } = photo;
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (!url) return null;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      <img src={url} alt={m.upkeep_photo({ n: number })} width={96} height={72} />
    </a>
  );
}
