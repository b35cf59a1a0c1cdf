import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { PaymentsSearch } from '../../features/payments/payments-views.ts';
import { textParam } from '../search-params.ts';
import { deskRoute } from './layouts.tsx';

const desk = { getParentRoute: () => deskRoute } as const;

const paymentsRoute = createRoute({
  ...desk,
  path: '/payments',
  validateSearch: (raw: Record<string, unknown>): PaymentsSearch => {
    const words = textParam(raw.words);
    const payment = textParam(raw.payment);
    return {
      ...(words && { words }),
      ...(payment && { payment }),
      ...(raw.view === 'all' && { view: 'all' as const }),
    };
  },
  component: lazyRouteComponent(() => import('../../features/payments/payments-page.tsx'), 'PaymentsPage'),
});

const ageingRoute = createRoute({
  ...desk,
  path: '/ageing',
  component: lazyRouteComponent(() => import('../../features/payments/ageing-page.tsx'), 'AgeingPage'),
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

/** Pages about money that comes in and limits that hold; children of /desk. */
export const moneyRoutes = [paymentsRoute, ageingRoute, budgetsRoute, creditRoute] as const;
