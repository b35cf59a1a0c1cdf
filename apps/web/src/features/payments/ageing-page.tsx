import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { SheetButton } from '../../app/sheet-button.tsx';
import { Button } from '../../ui/button.tsx';
import { csvText, saveFile } from '../../ui/csv.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { localText, longDay } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import '../../ui/finance.css';
import '../billing/desk-billing.css';
import './payments.css';

type Report = Reply<'getAgeingReport'>;
type Row = Report['items'][number];
type Age = 'currentFen' | 'days30Fen' | 'days60Fen' | 'days90Fen' | 'olderFen' | 'totalFen';

const ages: readonly Age[] = ['currentFen', 'days30Fen', 'days60Fen', 'days90Fen', 'olderFen', 'totalFen'];
const ageTitles: Record<Age, () => string> = {
  currentFen: m.payments_age_current,
  days30Fen: m.payments_age_30,
  days60Fen: m.payments_age_60,
  days90Fen: m.payments_age_90,
  olderFen: m.payments_age_older,
  totalFen: m.payments_age_total,
};

/** What customers owe by how long it has been due, and who was reminded. */
export function AgeingPage() {
  usePageTitle(m.payments_ageing());
  const query = useQuery(read('getAgeingReport', {}));
  const report = query.data;
  return (
    <DeskColumns>
      <Work
        title={m.payments_ageing()}
        summary={report && longDay(report.asOf)}
        actions={
          report &&
          report.items.length > 0 && (
            <>
              <Button size="small" icon="download" onClick={() => saveAgeing(report)}>
                {m.desk_export_csv()}
              </Button>
              <SheetButton operation="exportAgeing" query={{}} />
            </>
          )
        }
        views={report && report.items.length > 0 && <AgeFigures total={report.total} />}
      >
        <ListState
          isPending={query.isPending}
          error={query.data ? null : query.error}
          onRetry={() => void query.refetch()}
          isEmpty={report?.items.length === 0}
          empty={
            <EmptyState icon="yuan" title={m.payments_ageing_none()}>
              {m.payments_ageing_none_hint()}
            </EmptyState>
          }
        />
        {report && report.items.length > 0 && (
          <div className="fin-scroll fin-ageing">
            <Table
              caption={m.payments_ageing()}
              look="fin"
              columns={columns()}
              rows={report.items}
              rowKey={(row) => `${row.payeeId} ${row.organisation.id}`}
            />
          </div>
        )}
      </Work>
    </DeskColumns>
  );
}

function AgeFigures({ total }: { total: Report['total'] }) {
  const late = total.totalFen - total.currentFen;
  return (
    <dl className="figs">
      <div>
        <dt>{m.payments_age_total()}</dt>
        <dd>
          <Money fen={total.totalFen} />
        </dd>
      </div>
      <div>
        <dt>{m.payments_age_late()}</dt>
        <dd>
          <Money fen={late} />
        </dd>
      </div>
      <div>
        <dt>{m.payments_age_older()}</dt>
        <dd>
          <Money fen={total.olderFen} />
        </dd>
      </div>
    </dl>
  );
}

function columns(): Column<Row>[] {
  return [
    {
      key: 'organisation',
      title: m.payments_payer(),
      cell: (row) => (
        <>
          <Link to="/desk/payments" search={{ view: 'all', words: row.organisation.name.zh }}>
            {localText(row.organisation.name)}
          </Link>
          <br />
          <span className="m xs">
            {row.oldestDueOn
              ? m.payments_due({ day: longDay(row.oldestDueOn) })
              : m.payments_statements({ n: row.statementCount })}
          </span>
        </>
      ),
    },
    {
      key: 'reminded',
      title: m.payments_reminded(),
      cell: (row) =>
        row.remindedStep === undefined ? (
          <span className="m">—</span>
        ) : (
          <Tag tone={row.remindedStep > 2 ? 'bad' : 'hm'} icon="warn">
            {m.payments_reminded_step({ n: row.remindedStep })}
          </Tag>
        ),
    },
    ...ages.map(
      (age): Column<Row> => ({
        key: age,
        title: ageTitles[age](),
        right: true,
        cell: (row) => (row[age] === 0 ? <span className="m">—</span> : <AgeSum age={age} fen={row[age]} />),
      }),
    ),
  ];
}

function AgeSum({ age, fen }: { age: Age; fen: number }) {
  return age === 'totalFen' ? (
    <b>
      <Money fen={fen} />
    </b>
  ) : (
    <Money fen={fen} />
  );
}

/** Exactly the rows shown and their sum; amounts as numbers in yuan. */
function saveAgeing(report: Report): void {
  const head = [m.payments_payer(), ...ages.map((age) => ageTitles[age]())];
  const rows = report.items.map((row) => [localText(row.organisation.name), ...ages.map((age) => row[age] / 100)]);
  const total = [m.payments_age_total(), ...ages.map((age) => report.total[age] / 100)];
  saveFile(`guanyi-ageing-${report.asOf}.csv`, 'text/csv;charset=utf-8', csvText([head, ...rows, total]));
}
