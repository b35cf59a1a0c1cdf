import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { SheetButton } from '../../app/sheet-button.tsx';
import { ViewLink } from '../../app/view-link.tsx';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { BankImportDialog } from './bank-import-dialog.tsx';
import { PaymentPanel } from './payment-panel.tsx';
import type { Payment } from './payment-words.ts';
import { savePayments } from './payments-csv.ts';
import { PaymentsTable } from './payments-table.tsx';
import { type PaymentsSearch, type PaymentsView, paymentViews } from './payments-views.ts';
import { RecordPaymentDialog } from './record-payment-dialog.tsx';
import '../../ui/finance.css';
import '../billing/desk-billing.css';
import './payments.css';

const viewTitles: Record<PaymentsView, () => string> = { free: m.payments_view_free, all: m.payments_view_all };

const hints = (): readonly KeyHint[] => [
  [['J', 'K'], m.desk_key_next()],
  [['C'], m.payments_key_confirm()],
  [['I'], m.payments_import()],
  [['?'], m.desk_key_all()],
];

/** Money that came in: what waits for a statement, what it may have paid and why, and where the rest went. */
export function PaymentsPage() {
  usePageTitle(m.payments_title());
  const search = useSearch({ from: '/desk/payments' });
  const navigate = useNavigate({ from: '/desk/payments' });
  const isFinance = hasRole(useSession(), 'finance');
  const [dialog, setDialog] = useState<'help' | 'import' | 'record'>();
  const words = useDeferredValue(search.words ?? '');
  const filter = { ...(search.view !== 'all' && { hasFree: true }), ...(words && { q: words }) };
  const pages = usePages('listPayments', { query: { ...filter, limit: 50 } }, { keepPrevious: true });
  const change = (next: Partial<PaymentsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  const step = (count: number) => {
    const index = pages.items.findIndex(({ id }) => id === search.payment);
    const next = pages.items[Math.min(Math.max(0, index + count), pages.items.length - 1)];
    if (!next) return;
    change({ payment: next.id });
    document.querySelector<HTMLElement>(`[data-payment-row="${next.id}"]`)?.focus();
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    c: () => document.querySelector<HTMLButtonElement>('[data-confirm-match]')?.click(),
    i: () => isFinance && setDialog('import'),
    '?': () => setDialog('help'),
  });
  return (
    <DeskColumns
      panel={
        search.payment && (
          <PaymentPanel
            key={search.payment}
            paymentId={search.payment}
            isFinance={isFinance}
            onClose={() => change({ payment: undefined })}
          />
        )
      }
    >
      <Work
        title={m.payments_title()}
        actions={<PaymentsActions rows={pages.items} query={filter} isFinance={isFinance} onOpen={setDialog} />}
        keys={<KeyHints hints={hints()} />}
        views={<PaymentsHead search={search} onWords={(next) => change({ words: next || undefined })} />}
      >
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={<NoPayments view={search.view === 'all' ? 'all' : 'free'} />}
        />
        {pages.items.length > 0 && (
          <PaymentsTable rows={pages.items} chosenId={search.payment} onOpen={(payment) => change({ payment })} />
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
      {dialog === 'help' && <ShortcutHelp hints={hints()} onClose={() => setDialog(undefined)} />}
      {dialog === 'import' && <BankImportDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'record' && <RecordPaymentDialog onClose={() => setDialog(undefined)} />}
    </DeskColumns>
  );
}

interface PaymentsActionsProps {
  rows: readonly Payment[];
  query: { hasFree?: boolean; q?: string };
  isFinance: boolean;
  onOpen: (dialog: 'import' | 'record') => void;
}

function PaymentsActions({ rows, query, isFinance, onOpen }: PaymentsActionsProps) {
  return (
    <>
      {rows.length > 0 && (
        <>
          <Button size="small" icon="download" onClick={() => savePayments(rows)}>
            {m.desk_export_csv()}
          </Button>
          <SheetButton operation="exportPayments" query={query} />
        </>
      )}
      {isFinance && (
        <>
          <Button size="small" onClick={() => onOpen('record')}>
            {m.payments_record()}
          </Button>
          <Button size="small" look="firm" onClick={() => onOpen('import')}>
            {m.payments_import()}
          </Button>
        </>
      )}
    </>
  );
}

function PaymentsHead({ search, onWords }: { search: PaymentsSearch; onWords: (words: string) => void }) {
  return (
    <>
      <div className="work-tools">
        <input
          className="inp small wide-input"
          type="search"
          aria-label={m.payments_filter()}
          placeholder={m.payments_filter()}
          maxLength={100}
          value={search.words ?? ''}
          onChange={(event) => onWords(event.target.value)}
        />
      </div>
      <Views label={m.desk_views()}>
        {paymentViews.map((name) => (
          <ViewLink
            key={name}
            to="/desk/payments"
            search={{ ...search, view: name === 'all' ? 'all' : undefined, payment: undefined }}
            isCurrent={name === (search.view ?? 'free')}
          >
            {viewTitles[name]()}
          </ViewLink>
        ))}
      </Views>
    </>
  );
}

function NoPayments({ view }: { view: PaymentsView }) {
  return (
    <EmptyState icon="yuan" title={view === 'free' ? m.payments_none_free() : m.payments_none()}>
      {view === 'free' ? m.payments_none_free_hint() : m.payments_none_hint()}
    </EmptyState>
  );
}
