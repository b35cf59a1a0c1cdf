import { m } from '@guanyi/messages';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/csv.ts';
import { countText } from '../../ui/format.ts';
import { type Column, Table } from '../../ui/table.tsx';
import { Note } from '../../ui/tag.tsx';
import { type ImportReport, type RejectedRow, rejectedCsv } from './import-report.ts';
import '../../ui/finance.css';

interface ImportReportViewProps {
  report: ImportReport;
  file: File | undefined;
  hasFailed: boolean;
}

/** So many refused rows are drawn at first: a register that is wrong throughout would otherwise fill the page. */
const firstShown = 100;

/** What an import did or would do, and every row that was refused with its reason. */
export function ImportReportView({ report, file, hasFailed }: ImportReportViewProps) {
  const rejectedCount = report.rejectedCount ?? report.rejected.length;
  const figures = [
    [m.desk_report_created(), report.created],
    ...(report.updated === undefined ? [] : [[m.desk_report_updated(), report.updated] as const]),
    [m.desk_report_unchanged(), report.unchanged],
    [m.desk_report_rejected(), rejectedCount],
  ] as const;
  return (
    <section className="sect" aria-label={m.desk_report()}>
      <div role="status">
        <h2>{hasFailed ? m.desk_report_unreadable() : report.dryRun ? m.desk_report_trial() : m.desk_report_done()}</h2>
      </div>
      <dl className="figs flush">
        {figures.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{countText(count)}</dd>
          </div>
        ))}
      </dl>
      {report.encoding && (
        <p className="s m">
          {report.encoding.startsWith('UTF-8')
            ? m.desk_report_encoding({ encoding: report.encoding })
            : m.desk_report_converted({ encoding: report.encoding })}
        </p>
      )}
      {report.ignoredColumns.length > 0 && (
        <Note>
          {m.desk_report_ignored({
            n: report.ignoredColumns.length,
            columns: report.ignoredColumns.join(m.desk_list_comma()),
          })}
        </Note>
      )}
      {report.rejected.length > 0 && <Rejected report={report} file={file} count={rejectedCount} />}
    </section>
  );
}

function Rejected({ report, file, count }: { report: ImportReport; file: File | undefined; count: number }) {
  const [isWhole, setWhole] = useState(false);
  const rows = isWhole ? report.rejected : report.rejected.slice(0, firstShown);
  const save = async () => {
    const text = await rejectedCsv(report, file, m.desk_report_reason());
    saveFile('guanyi-rejected.csv', 'text/csv;charset=utf-8', text);
  };
  return (
    <>
      <div className="bar editor-tools">
        <h3>{m.desk_report_rejected_rows({ n: countText(count) })}</h3>
        <span className="push" />
        <Button size="small" icon="download" onClick={() => void save()}>
          {m.desk_report_download()}
        </Button>
      </div>
      <p className="s m">{m.desk_report_mend()}</p>
      <div className="fin-scroll">
        <Table
          caption={m.desk_report_rejected()}
          columns={columns()}
          rows={rows}
          rowKey={(row) => `${row.line} ${row.code} ${row.column}`}
        />
      </div>
      {rows.length < report.rejected.length && (
        <Button onClick={() => setWhole(true)}>
          {m.desk_report_more({ n: report.rejected.length - rows.length })}
        </Button>
      )}
      {report.rejected.length < count && (
        <p className="s m">{m.desk_report_cut({ n: countText(report.rejected.length) })}</p>
      )}
    </>
  );
}

const columns = (): Column<RejectedRow>[] => [
  { key: 'line', title: m.desk_report_line(), right: true, width: '64px', cell: (row) => row.line },
  {
    key: 'column',
    title: m.desk_report_column(),
    cell: (row) => <Faults row={row} show={({ column }) => column ?? '—'} />,
  },
  {
    key: 'value',
    title: m.desk_report_value(),
    cell: (row) => <Faults row={row} show={({ value }) => value || '—'} isCode />,
  },
  {
    key: 'reason',
    title: m.desk_report_reason(),
    cell: (row) => <Faults row={row} show={({ message, code }) => message || code} />,
  },
  { key: 'code', title: m.desk_report_code(), cell: (row) => <Faults row={row} show={({ code }) => code} isCode /> },
];

interface FaultsProps {
  row: RejectedRow;
  show: (fault: Pick<RejectedRow, 'column' | 'value' | 'message' | 'code'>) => string;
  isCode?: boolean;
}

/** The faults of one row below each other. */
function Faults({ row, show, isCode }: FaultsProps) {
  return [row, ...(row.more ?? [])].map((fault) => (
    <p key={`${fault.column} ${fault.code}`} className={isCode ? 'code' : undefined}>
      {show(fault)}
    </p>
  ));
}
