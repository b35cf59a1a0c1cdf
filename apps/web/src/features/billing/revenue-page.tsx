import { m } from '@guanyi/messages';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { download } from '../../app/download.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Bars } from '../../ui/chart.tsx';
import type { BarPicture } from '../../ui/chart-option.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { countText, shortMonth, yuanText } from '../../ui/format.ts';
import { modeName } from '../../ui/mode-badge.tsx';
import { Money } from '../../ui/money.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { type Column, Table, TableScroll } from '../../ui/table.tsx';
import { RevenueFilters } from './revenue-filters.tsx';
import type { RevenueSearch } from './revenue-search.ts';
import { type Revenue, type RevenueRow, type RevenueTable, revenueTables, saveRevenue } from './revenue-tables.ts';
import '../../ui/finance.css';
import './desk-billing.css';
import './revenue.css';

/** What was earned by month, mode, price group and lab: each as a picture with its table, and leading to its charges. */
export function RevenuePage() {
  usePageTitle(m.revenue_title());
  const search = useSearch({ from: '/desk/revenue' });
  const navigate = useNavigate({ from: '/desk/revenue' });
  const asked = {
    ...(search.from && { from: search.from }),
    ...(search.until && { until: search.until }),
    ...(search.lab && { labId: search.lab }),
    ...(search.mode && { mode: search.mode }),
    ...(search.group && { priceGroup: search.group }),
  };
  const query = useQuery({ ...read('getRevenueReport', { query: asked }), placeholderData: keepPreviousData });
  const workbook = useMutation({
    mutationFn: () => download('getRevenueReportFile', { query: asked }, 'revenue.xlsx'),
  });
  const report = query.data;
  const isEmpty = report?.total.chargeCount === 0;
  const change = (next: RevenueSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  return (
    <DeskColumns>
      <Work
        title={m.revenue_title()}
        actions={
          report &&
          !isEmpty && (
            <>
              <Button size="small" icon="download" onClick={() => saveRevenue(report)}>
                {m.desk_export_csv()}
              </Button>
              <Button size="small" icon="download" busy={workbook.isPending} onClick={() => workbook.mutate()}>
                {m.revenue_workbook()}
              </Button>
            </>
          )
        }
        views={
          <>
            {report && <RevenueFilters search={search} report={report} onChange={change} />}
            {report && !isEmpty && <Figures report={report} />}
          </>
        }
      >
        <ListState
          isPending={query.isPending}
          error={report ? null : query.error}
          onRetry={() => void query.refetch()}
          isEmpty={isEmpty}
          empty={
            <EmptyState icon="yuan" title={m.revenue_empty()}>
              {m.revenue_empty_hint()}
            </EmptyState>
          }
        />
        {report && !isEmpty && (
          <div className="revenue">
            {revenueTables(report).map((table) => (
              <Section key={table.key} table={table} report={report} onOnly={change} />
            ))}
          </div>
        )}
      </Work>
    </DeskColumns>
  );
}

/** Sums of exactly what stands below, beside as many months before. */
function Figures({ report }: { report: Revenue }) {
  const { total, previous, byMonth } = report;
  const months = byMonth.length;
  return (
    <dl className="figs">
      <Figure title={m.revenue_subtotal()} value={yuanText(total.subtotalFen)}>
        <Delta now={total.subtotalFen} before={previous.subtotalFen} months={months} />
      </Figure>
      <Figure title={m.revenue_total()} value={yuanText(total.totalFen)}>
        <Delta now={total.totalFen} before={previous.totalFen} months={months} />
      </Figure>
      <Figure title={m.revenue_count()} value={countText(total.chargeCount)}>
        <Delta now={total.chargeCount} before={previous.chargeCount} months={months} />
      </Figure>
      <Figure title={m.revenue_average()} value={yuanText(Math.round(total.subtotalFen / months))} />
    </dl>
  );
}

function Figure({ title, value, children }: { title: string; value: string; children?: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {value}
        {children}
      </dd>
    </div>
  );
}

function Delta({ now, before, months }: { now: number; before: number; months: number }) {
  if (before <= 0) return <small className="m">{m.revenue_delta_new({ months })}</small>;
  const percent = Math.round(((now - before) * 100) / before);
  if (percent === 0) return <small className="m">{m.revenue_delta_none({ months })}</small>;
  const words = { months, percent: Math.abs(percent) };
  return (
    <small className={percent > 0 ? 'ok' : 'hm'}>
      {percent > 0 ? m.revenue_delta_up(words) : m.revenue_delta_down(words)}
    </small>
  );
}

interface SectionProps {
  table: RevenueTable;
  report: Revenue;
  onOnly: (search: RevenueSearch) => void;
}

/** One way to look at it: the picture, and the same figures as a table. */
function Section({ table, report, onOnly }: SectionProps) {
  const { subtotalFen } = report.total;
  const label = m.revenue_chart({ title: table.title, total: yuanText(subtotalFen), count: table.rows.length });
  return (
    <section className="revenue-part">
      <h2>{table.title}</h2>
      <Bars label={label} {...pictureOf(table, report)} />
      <TableScroll label={table.title}>
        <Table
          caption={table.title}
          columns={columnsOf(table, subtotalFen, onOnly)}
          rows={table.rows}
          rowKey={({ key }) => key}
        />
      </TableScroll>
    </section>
  );
}

const patterns = { rent: 'solid', loan: 'diagonal', equity: 'dotted' } as const;

function pictureOf(table: RevenueTable, report: Revenue): BarPicture {
  const net = (row: { subtotalFen: number }) => row.subtotalFen;
  if (table.key === 'month') {
    const shown = report.byMode.filter(({ chargeCount }) => chargeCount > 0);
    return {
      isUpright: true,
      names: report.byMonth.map(({ period }) => shortMonth(period)),
      series: shown.map(({ mode }) => ({
        ...{ name: modeName(mode), colour: mode, pattern: patterns[mode] },
        values: report.byMonth.map((month) => month.byMode.find((one) => one.mode === mode)?.subtotalFen ?? 0),
      })),
    };
  }
  const names = table.rows.map(({ name }) => name);
  return { names, series: [{ name: table.title, colour: 'primary', pattern: 'solid', values: table.rows.map(net) }] };
}

function columnsOf(table: RevenueTable, wholeFen: number, onOnly: SectionProps['onOnly']): Column<RevenueRow>[] {
  return [
    { key: 'name', title: table.title, cell: (row) => <RowName table={table} row={row} onOnly={onOnly} /> },
    { key: 'count', title: m.revenue_count(), right: true, cell: (row) => countText(row.chargeCount) },
    { key: 'subtotal', title: m.revenue_subtotal(), right: true, cell: (row) => <Money fen={row.subtotalFen} /> },
    { key: 'tax', title: m.revenue_tax(), right: true, cell: (row) => <Money fen={row.taxFen} /> },
    { key: 'total', title: m.revenue_total(), right: true, cell: (row) => <Money fen={row.totalFen} /> },
    {
      key: 'share',
      title: m.revenue_share(),
      right: true,
      cell: (row) => (wholeFen > 0 ? `${((row.subtotalFen * 100) / wholeFen).toFixed(1)} %` : '—'),
    },
  ];
}

function RowName({ table, row, onOnly }: { table: RevenueTable; row: RevenueRow; onOnly: SectionProps['onOnly'] }) {
  const { only } = row;
  if (table.key === 'month')
    return (
      <Link to="/desk/charges" search={{ month: row.key }}>
        {row.name}
      </Link>
    );
  if (!only) return row.name;
  return (
    <button
      type="button"
      className="row-open plain"
      title={m.revenue_only({ name: row.name })}
      onClick={() => onOnly(only)}
    >
      {row.name}
    </button>
  );
}
