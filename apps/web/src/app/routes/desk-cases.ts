import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { type ApprovalsView, approvalsViews } from '../../features/approvals/approval-views.ts';
import { texts } from '../search-params.ts';
import { deskRoute } from './layouts.tsx';

const desk = { getParentRoute: () => deskRoute } as const;

const approvalsRoute = createRoute({
  ...desk,
  path: '/approvals',
  validateSearch: (raw: Record<string, unknown>): { approval?: string; view?: ApprovalsView } => {
    const view = approvalsViews.find((known) => known === raw.view);
    return { ...(view && view !== 'mine' && { view }), ...texts(raw, 'approval') };
  },
  component: lazyRouteComponent(() => import('../../features/approvals/approvals-page.tsx'), 'ApprovalsPage'),
});

const chainsRoute = createRoute({
  ...desk,
  path: '/chains',
  validateSearch: (raw: Record<string, unknown>): { view?: 'active' | 'all'; policy?: string; trying?: true } => ({
    ...(raw.view === 'all' && { view: 'all' as const }),
    ...texts(raw, 'policy'),
    ...((raw.trying === true || raw.trying === 'true') && { trying: true as const }),
  }),
  component: lazyRouteComponent(() => import('../../features/approvals/chains-page.tsx'), 'ChainsPage'),
});

const newChainRoute = createRoute({
  ...desk,
  path: '/chains/new',
  validateSearch: (raw: Record<string, unknown>): { from?: string } => texts(raw, 'from'),
  component: lazyRouteComponent(() => import('../../features/approvals/chain-editor-page.tsx'), 'ChainEditorPage'),
});

const delegationsRoute = createRoute({
  ...desk,
  path: '/delegations',
  component: lazyRouteComponent(() => import('../../features/approvals/delegations-page.tsx'), 'DelegationsPage'),
});

const filingsRoute = createRoute({
  ...desk,
  path: '/filings',
  validateSearch: (raw: Record<string, unknown>): { view?: 'open' | 'filed' } =>
    raw.view === 'filed' ? { view: 'filed' } : {},
  component: lazyRouteComponent(() => import('../../features/approvals/filings-page.tsx'), 'FilingsPage'),
});

const equityRoute = createRoute({
  ...desk,
  path: '/equity',
  component: lazyRouteComponent(() => import('../../features/equity/case-list.tsx'), 'EquityListPage'),
});

const equityCaseRoute = createRoute({
  ...desk,
  path: '/equity/$caseId',
  component: lazyRouteComponent(() => import('../../features/equity/case-pages.tsx'), 'DeskCasePage'),
});

const venturesRoute = createRoute({
  ...desk,
  path: '/ventures',
  component: lazyRouteComponent(() => import('../../features/equity/ventures-page.tsx'), 'VenturesPage'),
});

const ventureRoute = createRoute({
  ...desk,
  path: '/ventures/$ventureId',
  component: lazyRouteComponent(() => import('../../features/equity/case-pages.tsx'), 'DeskVenturePage'),
});

/** Approvals and what they lead to: equity cases and ventures; children of /desk. */
export const caseRoutes = [
  approvalsRoute,
  chainsRoute,
  newChainRoute,
  delegationsRoute,
  filingsRoute,
  equityRoute,
  equityCaseRoute,
  venturesRoute,
  ventureRoute,
] as const;
