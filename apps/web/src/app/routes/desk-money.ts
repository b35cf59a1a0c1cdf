import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { chargeKinds, type FinanceSearch, financeViews } from '../../features/billing/finance-views.ts';
import { type RevenueSearch, revenueGroups, revenueModes } from '../../features/billing/revenue-search.ts';
import { type UsageSearch, usageViews } from '../../features/billing/usage-views.ts';
import { type LedgerSearch, ledgerViews } from '../../features/ledger/ledger-views.ts';
import type { PaymentsSearch } from '../../features/payments/payments-views.ts';
import { type StatementsSearch, statementViews } from '../../features/statements/statement-views.ts';
import { type VouchersSearch, voucherViews } from '../../features/vouchers/vouchers-search.ts';
import { monthParam, texts } from '../search-params.ts';
import { deskRoute } from './layouts.tsx';

const desk = { getParentRoute: () => deskRoute } as const;

const usageRoute = createRoute({
  ...desk,
  path: '/usage',
  validateSearch: (raw: Record<string, unknown>): UsageSearch => {
    const view = usageViews.find((known) => known === raw.view);
    return { ...texts(raw, 'record'), ...(view && { view }) };
  },
  component: lazyRouteComponent(() => import('../../features/billing/usage-desk-page.tsx'), 'UsageDeskPage'),
});

const usageImportRoute = createRoute({
  ...desk,
  path: '/usage-import',
  component: lazyRouteComponent(() => import('../../features/billing/usage-import-page.tsx'), 'UsageImportPage'),
});

const chargesRoute = createRoute({
  ...desk,
  path: '/charges',
  validateSearch: (raw: Record<string, unknown>): FinanceSearch => {
    const month = monthParam(raw.month);
    const kind = chargeKinds.find((known) => known === raw.kind);
    const view = financeViews.find((known) => known === raw.view);
    return {
      ...texts(raw, 'organisation', 'instrument', 'row', 'charge'),
      ...(month && { month }),
      ...(kind && { kind }),
      ...(view && { view }),
    };
  },
  component: lazyRouteComponent(() => import('../../features/billing/finance-page.tsx'), 'FinancePage'),
});

const statementsRoute = createRoute({
  ...desk,
  path: '/statements',
  validateSearch: (raw: Record<string, unknown>): StatementsSearch => {
    const month = monthParam(raw.month);
    const view = statementViews.find((known) => known === raw.view);
    return { ...texts(raw, 'statement'), ...(month && { month }), ...(view && view !== 'all' && { view }) };
  },
  component: lazyRouteComponent(() => import('../../features/statements/statements-page.tsx'), 'StatementsPage'),
});

const paymentsRoute = createRoute({
  ...desk,
  path: '/payments',
  validateSearch: (raw: Record<string, unknown>): PaymentsSearch => ({
    ...texts(raw, 'words', 'payment'),
    ...(raw.view === 'all' && { view: 'all' as const }),
  }),
  component: lazyRouteComponent(() => import('../../features/payments/payments-page.tsx'), 'PaymentsPage'),
});

const ageingRoute = createRoute({
  ...desk,
  path: '/ageing',
  component: lazyRouteComponent(() => import('../../features/payments/ageing-page.tsx'), 'AgeingPage'),
});

const revenueRoute = createRoute({
  ...desk,
  path: '/revenue',
  validateSearch: (raw: Record<string, unknown>): RevenueSearch => {
    const [from, until] = [monthParam(raw.from), monthParam(raw.until)];
    const mode = revenueModes.find((known) => known === raw.mode);
    const group = revenueGroups.find((known) => known === raw.group);
    return {
      ...texts(raw, 'lab'),
      ...(from && { from }),
      ...(until && { until }),
      ...(mode && { mode }),
      ...(group && { group }),
    };
  },
  component: lazyRouteComponent(() => import('../../features/billing/revenue-page.tsx'), 'RevenuePage'),
});

const vouchersRoute = createRoute({
  ...desk,
  path: '/vouchers',
  validateSearch: (raw: Record<string, unknown>): VouchersSearch => {
    const view = voucherViews.find((known) => known === raw.view);
    return { ...texts(raw, 'programme', 'voucher'), ...(view && { view }) };
  },
  component: lazyRouteComponent(() => import('../../features/vouchers/vouchers-page.tsx'), 'VouchersPage'),
});

const budgetsRoute = createRoute({
  ...desk,
  path: '/budgets',
  component: lazyRouteComponent(() => import('../../features/limits/budgets-page.tsx'), 'BudgetsPage'),
});

const creditRoute = createRoute({
  ...desk,
  path: '/credit',
  component: lazyRouteComponent(() => import('../../features/limits/credit-page.tsx'), 'CreditPage'),
});

const ledgerRoute = createRoute({
  ...desk,
  path: '/ledger',
  validateSearch: (raw: Record<string, unknown>): LedgerSearch => {
    const month = monthParam(raw.month);
    const view = ledgerViews.find((known) => known === raw.view);
    return {
      ...texts(raw, 'district', 'account', 'reference'),
      ...(month && { month }),
      ...(view && view !== 'balance' && { view }),
    };
  },
  component: lazyRouteComponent(() => import('../../features/ledger/ledger-page.tsx'), 'LedgerPage'),
});

/** From the use of an instrument to the money that comes in; children of /desk. */
export const moneyRoutes = [
  usageRoute,
  usageImportRoute,
  chargesRoute,
  statementsRoute,
  paymentsRoute,
  ageingRoute,
  revenueRoute,
  vouchersRoute,
  budgetsRoute,
  creditRoute,
  ledgerRoute,
] as const;
