import { m } from '@guanyi/messages';
import { type ReactNode, useState } from 'react';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { FinancePanel } from './finance-panel.tsx';
import { type FinanceRow, varianceOf } from './finance-rows.ts';
import { useConfirmAll, useUsageAct } from './usage-actions.ts';
import { UsageList } from './usage-list.tsx';
import { usageRights } from './usage-review.tsx';
import { type UsageSearch, type UsageView, usageViews } from './usage-views.ts';
import { useUsage } from './use-usage.ts';
import '../../ui/finance.css';
import './desk-billing.css';

const usageViewTitles: Record<UsageView, () => string> = {
  waiting: m.usage_view_waiting,
  problem: m.usage_view_problem,
  disputed: m.usage_view_disputed,
  all: m.usage_view_all,
};

const hints = (): readonly KeyHint[] => [
  [['J', 'K'], m.desk_key_next()],
  [['C'], m.usage_key_confirm()],
  [['?'], m.desk_key_all()],
];

interface UsageBoardProps {
  title: string;
  search: UsageSearch;
  onChange: (next: UsageSearch) => void;
  /** The link to one view, by the router of the page. */
  viewLink: (view: UsageView, label: ReactNode, isCurrent: boolean) => ReactNode;
  actions?: ReactNode;
}

/** The review of uses, for a lab and for a customer: who may do what is decided use by use. */
export function UsageBoard({ title, search, onChange, viewLink, actions }: UsageBoardProps) {
  usePageTitle(title);
  const view = search.view ?? 'waiting';
  const session = useSession();
  const usage = useUsage(view);
  const [helpOpen, setHelpOpen] = useState(false);
  const waits = (row: FinanceRow) =>
    row.usage !== undefined && Object.values(usageRights(session, row.usage)).some((may) => may);
  const shown = view === 'waiting' ? usage.rows.filter(waits) : usage.rows;
  const chosen = usage.rows.find(({ key }) => key === search.record);
  const open = (record: string | undefined) => onChange({ ...search, record });
  const step = (count: number) => {
    const index = shown.findIndex(({ key }) => key === chosen?.key);
    const next = shown[Math.min(Math.max(0, index + count), shown.length - 1)];
    if (next) open(next.key);
    document.querySelector<HTMLElement>(`[data-finance-row="${next?.key}"]`)?.focus();
  };
  useShortcuts({ j: () => step(1), k: () => step(-1), '?': () => setHelpOpen(true) });
  return (
    <DeskColumns panel={chosen && <FinancePanel key={chosen.key} row={chosen} onClose={() => open(undefined)} />}>
      <Work
        title={title}
        actions={
          <>
            <ConfirmAll rows={shown} />
            {actions}
          </>
        }
        keys={<KeyHints hints={hints()} />}
        views={
          <Views label={m.desk_views()}>
            {usageViews.map((name) => viewLink(name, usageViewTitles[name](), name === view))}
          </Views>
        }
      >
        <ListState
          isPending={usage.isPending}
          error={usage.error}
          onRetry={usage.refetch}
          isEmpty={shown.length === 0}
          empty={
            <EmptyState icon="calendar" title={m.usage_empty()}>
              {m.usage_empty_hint()}
            </EmptyState>
          }
        />
        {shown.length > 0 && <UsageList rows={shown} chosenKey={chosen?.key} onOpen={open} />}
        <LoadMore more={usage.isCut} busy={usage.isLoadingMore} onLoad={usage.loadMore} />
      </Work>
      {chosen?.usage && <ConfirmKey row={chosen} />}
      {helpOpen && <ShortcutHelp hints={hints()} onClose={() => setHelpOpen(false)} />}
    </DeskColumns>
  );
}

/** The key that confirms the opened use. */
function ConfirmKey({ row }: { row: FinanceRow }) {
  const session = useSession();
  const { usage } = row;
  if (!usage) throw new Error('A row without a use has nothing to confirm.');
  const act = useUsageAct(usage);
  useShortcuts({
    c: () => {
      if (usageRights(session, usage).confirm && !act.isPending) act.mutate({ verb: 'confirm' });
    },
  });
  return null;
}

/** Confirms at once what is as it was booked; the rest wants a look. */
function ConfirmAll({ rows }: { rows: readonly FinanceRow[] }) {
  const session = useSession();
  const confirm = useConfirmAll();
  const plain = rows.flatMap(({ usage }, i) => {
    const row = rows[i];
    return usage && row && usageRights(session, usage).confirm && !varianceOf(row).isNotable ? [usage] : [];
  });
  if (plain.length === 0) return null;
  return (
    <Button look="firm" size="small" busy={confirm.isPending} onClick={() => confirm.mutate(plain)}>
      {m.usage_confirm_all({ n: plain.length })}
    </Button>
  );
}
