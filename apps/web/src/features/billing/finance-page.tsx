import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { defaultZone, monthName } from '../../ui/format.ts';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { dayOf } from '../../ui/zone.ts';
import { saveRows } from './finance-csv.ts';
import { FinanceFigures, FinanceFilters } from './finance-filters.tsx';
import { FinancePanel } from './finance-panel.tsx';
import { type FinanceRow, varianceOf } from './finance-rows.ts';
import { FinanceTable } from './finance-table.tsx';
import { type FinanceSearch, type FinanceView, financeViews } from './finance-views.ts';
import { useFinance } from './use-finance.ts';
import '../../ui/finance.css';
import './desk-billing.css';

const viewTitles: Record<FinanceView, () => string> = {
  all: m.desk_money_all,
  notable: m.desk_money_notable,
  open: m.desk_money_open,
  disputed: m.usage_view_money_disputed,
};

const inView = (row: FinanceRow, view: FinanceView) =>
  ({
    all: true,
    notable: varianceOf(row).isNotable,
    open: row.charges.length === 0,
    disputed: row.usage?.status === 'disputed',
  })[view];

const hints = (): readonly KeyHint[] => [
  [['J', 'K'], m.desk_key_next()],
  [['?'], m.desk_key_all()],
];

/** Uses beside what was booked, and what is owed for them, month by month. Every number leads to its source. */
export function FinancePage() {
  usePageTitle(m.desk_charges());
  const search = useSearch({ from: '/desk/charges' });
  const navigate = useNavigate({ from: '/desk/charges' });
  const [helpOpen, setHelpOpen] = useState(false);
  const month = search.month ?? dayOf(now(), defaultZone).slice(0, 7);
  const finance = useFinance(month, { organisationId: search.organisation, instrumentId: search.instrument });
  const ofKind = finance.rows.filter((row) => !search.kind || row.kind === search.kind);
  const shown = ofKind.filter((row) => inView(row, search.view ?? 'all'));
  const chosen = chosenRow(finance.rows, search);
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  const open = (key: string | undefined) => change({ row: key, charge: undefined });
  const step = (count: number) => {
    const index = shown.findIndex(({ key }) => key === chosen?.key);
    const next = shown[Math.min(Math.max(0, index + count), shown.length - 1)];
    if (next) open(next.key);
    document.querySelector<HTMLElement>(`[data-finance-row="${next?.key}"]`)?.focus();
  };
  useShortcuts({ j: () => step(1), k: () => step(-1), '?': () => setHelpOpen(true) });
  const isLoaded = !finance.isPending && finance.error === null;
  return (
    <DeskColumns panel={chosen && <FinancePanel key={chosen.key} row={chosen} onClose={() => open(undefined)} />}>
      <Work
        title={m.desk_charges()}
        summary={monthName(`${month}-01`)}
        actions={
          isLoaded &&
          shown.length > 0 && (
            <Button size="small" icon="download" onClick={() => saveRows(shown, month)}>
              {m.desk_export_csv()}
            </Button>
          )
        }
        keys={<FinanceKeys />}
        views={
          <>
            <FinanceFilters month={month} search={search} rows={finance.rows} onChange={change} />
            {isLoaded && <FinanceFigures rows={shown} />}
            <FinanceViews search={search} rows={isLoaded ? ofKind : undefined} />
          </>
        }
      >
        <ListState
          {...finance}
          onRetry={finance.refetch}
          isEmpty={shown.length === 0}
          empty={
            <EmptyState icon="yuan" title={m.desk_money_empty()}>
              {m.desk_money_empty_hint()}
            </EmptyState>
          }
        />
        {shown.length > 0 && <FinanceTable rows={shown} chosenKey={chosen?.key} onOpen={open} />}
        <LoadMore more={finance.isCut} busy={finance.isLoadingMore} onLoad={finance.loadMore} />
      </Work>
      {helpOpen && <ShortcutHelp hints={hints()} onClose={() => setHelpOpen(false)} />}
    </DeskColumns>
  );
}

/** The row that the address names, by itself or by one of its charges. */
function chosenRow(rows: readonly FinanceRow[], { row, charge }: FinanceSearch): FinanceRow | undefined {
  return rows.find(({ key, charges }) => key === row || charges.some(({ id }) => id === charge));
}

interface FinanceViewsProps {
  search: FinanceSearch;
  /** Missing until they are loaded. */
  rows: readonly FinanceRow[] | undefined;
}

function FinanceViews({ search, rows }: FinanceViewsProps) {
  return (
    <Views label={m.desk_views()}>
      {financeViews.map((name) => (
        <ViewLink
          key={name}
          to="/desk/charges"
          search={{ ...search, view: name === 'all' ? undefined : name, row: undefined, charge: undefined }}
          isCurrent={name === (search.view ?? 'all')}
        >
          {viewTitles[name]()} {rows?.filter((row) => inView(row, name)).length}
        </ViewLink>
      ))}
    </Views>
  );
}

/** What the bars mean, and the keys. */
function FinanceKeys() {
  return (
    <>
      <li>
        <i className="key-booked" />
        {m.desk_booked()}
      </li>
      <li>
        <i className="key-used" />
        {m.desk_used()}
      </li>
      <li>
        <i className="key-metered" />
        {m.usage_metered()}
      </li>
      <li className="push" />
      <KeyHints hints={hints()} />
    </>
  );
}
