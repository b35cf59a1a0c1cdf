import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { useSession } from '../../app/session.ts';
import { SheetButton } from '../../app/sheet-button.tsx';
import { ViewLink } from '../../app/view-link.tsx';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { defaultZone, monthName } from '../../ui/format.ts';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { dayOf } from '../../ui/zone.ts';
import { financeDistrict } from './finance-district.ts';
import { RunDialog } from './run-dialog.tsx';
import { StatementPanel } from './statement-panel.tsx';
import { StatementTable } from './statement-table.tsx';
import { type StatementsSearch, statementViews } from './statement-views.ts';
import { isInView, monthsFrom, viewNames } from './statement-words.ts';
import { saveStatements } from './statements-csv.ts';
import '../../ui/finance.css';
import './statements.css';

/** Enough for a district's month at one look; further ones are loaded on demand. */
const wanted = 200;

const hints = (): readonly KeyHint[] => [
  [['J', 'K'], m.desk_key_next()],
  [['?'], m.desk_key_all()],
];

/** What customers owe, one row a statement. Finance makes them here; customers see their own. */
export function StatementsPage() {
  usePageTitle(m.statement_desk_title());
  const search = useSearch({ from: '/desk/statements' });
  const navigate = useNavigate({ from: '/desk/statements' });
  const districtId = financeDistrict(useSession());
  const [isRunning, setIsRunning] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const query = { ...(search.month && { period: search.month }), limit: 100 };
  const pages = usePages('listStatements', { query }, { wanted, keepPrevious: true });
  const shown = pages.items.filter((one) => isInView(one, search.view ?? 'all'));
  const change = (next: StatementsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  const open = (statement: string | undefined) => change({ statement });
  const step = (count: number) => open(neighbour(shown, search.statement, count));
  useShortcuts({ j: () => step(1), k: () => step(-1), '?': () => setHelpOpen(true) });
  return (
    <DeskColumns
      panel={
        search.statement && (
          <StatementPanel key={search.statement} statementId={search.statement} onClose={() => open(undefined)} />
        )
      }
    >
      <Work
        title={m.statement_desk_title()}
        summary={search.month ? monthName(`${search.month}-01`) : m.statement_all_months()}
        actions={
          <StatementsActions rows={shown} search={search} onRun={districtId ? () => setIsRunning(true) : undefined} />
        }
        keys={<KeyHints hints={hints()} />}
        views={
          <>
            <div className="work-tools">
              <MonthSelect month={search.month} onChange={(month) => change({ month, statement: undefined })} />
            </div>
            <StatementViews search={search} items={pages.data ? pages.items : undefined} />
          </>
        }
      >
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={shown.length === 0}
          empty={
            <EmptyState icon="file" title={m.statement_empty()}>
              {districtId ? m.statement_empty_hint_finance() : m.statement_empty_hint()}
            </EmptyState>
          }
        />
        {shown.length > 0 && <StatementTable rows={shown} chosen={search.statement} onOpen={open} />}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
      {districtId && isRunning && (
        <RunDialog
          districtId={districtId}
          onClose={() => setIsRunning(false)}
          onMade={(month) => change({ month, view: 'draft', statement: undefined })}
        />
      )}
      {helpOpen && <ShortcutHelp hints={hints()} onClose={() => setHelpOpen(false)} />}
    </DeskColumns>
  );
}

interface StatementsActionsProps {
  rows: Parameters<typeof saveStatements>[0];
  search: StatementsSearch;
  /** Missing for who makes none. */
  onRun: (() => void) | undefined;
}

/** What is shown as a file; the worksheet holds whole months, so it stands where nothing is left out. */
function StatementsActions({ rows, search, onRun }: StatementsActionsProps) {
  return (
    <>
      {rows.length > 0 && (
        <Button size="small" icon="download" onClick={() => saveStatements(rows)}>
          {m.desk_export_csv()}
        </Button>
      )}
      {rows.length > 0 && !search.view && (
        <SheetButton operation="exportStatements" query={{ ...(search.month && { period: search.month }) }} />
      )}
      {onRun && (
        <Button look="firm" size="small" icon="plus" onClick={onRun}>
          {m.statement_run()}
        </Button>
      )}
    </>
  );
}

function MonthSelect({
  month,
  onChange,
}: {
  month: string | undefined;
  onChange: (month: string | undefined) => void;
}) {
  const months = monthsFrom(dayOf(now(), defaultZone).slice(0, 7), month);
  return (
    <select
      className="inp small"
      aria-label={m.desk_month()}
      value={month ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{m.statement_all_months()}</option>
      {months.map((option) => (
        <option key={option} value={option}>
          {monthName(`${option}-01`)}
        </option>
      ))}
    </select>
  );
}

/** The statement so many rows away from the chosen one; the focus goes there too. */
function neighbour(shown: readonly { id: string }[], chosen: string | undefined, count: number): string | undefined {
  const index = shown.findIndex(({ id }) => id === chosen);
  const next = shown[Math.min(Math.max(0, index + count), shown.length - 1)];
  document.querySelector<HTMLElement>(`[data-statement="${next?.id}"]`)?.focus();
  return next?.id ?? chosen;
}

interface StatementViewsProps {
  search: StatementsSearch;
  items: Parameters<typeof isInView>[0][] | undefined;
}

function StatementViews({ search, items }: StatementViewsProps) {
  return (
    <Views label={m.desk_views()}>
      {statementViews.map((name) => (
        <ViewLink
          key={name}
          to="/desk/statements"
          search={{ ...search, view: name === 'all' ? undefined : name, statement: undefined }}
          isCurrent={name === (search.view ?? 'all')}
        >
          {viewNames[name]()} {items?.filter((one) => isInView(one, name)).length}
        </ViewLink>
      ))}
    </Views>
  );
}
