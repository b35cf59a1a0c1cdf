import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { chargeKinds, type FinanceSearch, financeViews } from '../../features/billing/finance-views.ts';
import { type UsageSearch, usageViews } from '../../features/billing/usage-views.ts';
import { type EditorTab, editorTabs } from '../../features/catalogue/editor-tabs.ts';
import { type OrganisationView, organisationViews } from '../../features/identity/organisation-views.ts';
import { type LedgerSearch, ledgerViews } from '../../features/ledger/ledger-views.ts';
import { type BoardSearch, boardSpans } from '../../features/scheduling/board-search.ts';
import { type ConflictsView, conflictsViews } from '../../features/scheduling/conflicts-views.ts';
import { type InboxView, inboxViews } from '../../features/scheduling/inbox-views.ts';
import { type StatementsSearch, statementViews } from '../../features/statements/statement-views.ts';
import { deskHome } from '../desk-nav.ts';
import { textParam } from '../search-params.ts';
import { getSession } from '../session.ts';
import { moneyRoutes } from './desk-money.ts';
import { deskRoute } from './layouts.tsx';

const desk = { getParentRoute: () => deskRoute } as const;

/** The first page of the back office is the work list of the role. */
const indexRoute = createRoute({
  ...desk,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: deskHome(getSession()) });
  },
});

/** The named texts of a query string, without those that are missing. */
function texts<K extends string>(raw: Record<string, unknown>, ...names: K[]): { [P in K]?: string } {
  const found: { [P in K]?: string } = {};
  for (const name of names) {
    const text = textParam(raw[name]);
    if (text) found[name] = text;
  }
  return found;
}

function monthParam(value: unknown): string | undefined {
  const text = textParam(value);
  return text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

function dayParam(value: unknown): string | undefined {
  const text = textParam(value);
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

const inboxRoute = createRoute({
  ...desk,
  path: '/inbox',
  validateSearch: (raw: Record<string, unknown>): { view?: InboxView; booking?: string } => {
    const view = inboxViews.find((known) => known === raw.view);
    return { ...(view && { view }), ...texts(raw, 'booking') };
  },
  component: lazyRouteComponent(() => import('../../features/scheduling/inbox-page.tsx'), 'InboxPage'),
});

const approvalsRoute = createRoute({
  ...desk,
  path: '/approvals',
  validateSearch: (raw: Record<string, unknown>): { approval?: string } => texts(raw, 'approval'),
  component: lazyRouteComponent(() => import('../../features/approvals/approvals-page.tsx'), 'ApprovalsPage'),
});

const boardRoute = createRoute({
  ...desk,
  path: '/board',
  validateSearch: (raw: Record<string, unknown>): BoardSearch => {
    const day = dayParam(raw.day);
    const span = boardSpans.find((known) => known === raw.span);
    return {
      ...texts(raw, 'lab', 'words', 'booking'),
      ...(day && { day }),
      ...(span && { span }),
      ...((raw.wall === true || raw.wall === 'true') && { wall: true as const }),
      ...(raw.hours === 'all' && { hours: 'all' as const }),
    };
  },
  component: lazyRouteComponent(() => import('../../features/scheduling/board-page.tsx'), 'BoardPage'),
});

const todayRoute = createRoute({
  ...desk,
  path: '/today',
  validateSearch: (raw: Record<string, unknown>): { booking?: string } => texts(raw, 'booking'),
  component: lazyRouteComponent(() => import('../../features/scheduling/today-page.tsx'), 'TodayPage'),
});

const conflictsRoute = createRoute({
  ...desk,
  path: '/conflicts',
  validateSearch: (raw: Record<string, unknown>): { view?: ConflictsView; conflict?: string } => {
    const view = conflictsViews.find((known) => known === raw.view);
    return { ...(view && { view }), ...texts(raw, 'conflict') };
  },
  component: lazyRouteComponent(() => import('../../features/scheduling/conflicts-desk-page.tsx'), 'ConflictsDeskPage'),
});

const qualificationsRoute = createRoute({
  ...desk,
  path: '/qualifications',
  component: lazyRouteComponent(
    () => import('../../features/scheduling/qualifications-page.tsx'),
    'QualificationsPage',
  ),
});

const instrumentsRoute = createRoute({
  ...desk,
  path: '/instruments',
  validateSearch: (raw: Record<string, unknown>): { lab?: string; words?: string; status?: 'retired' } => ({
    ...texts(raw, 'lab', 'words'),
    ...(raw.status === 'retired' && { status: 'retired' as const }),
  }),
  component: lazyRouteComponent(
    () => import('../../features/catalogue/instruments-desk-page.tsx'),
    'InstrumentsDeskPage',
  ),
});

const newInstrumentRoute = createRoute({
  ...desk,
  path: '/instruments/new',
  validateSearch: (raw: Record<string, unknown>): { lab?: string } => texts(raw, 'lab'),
  component: lazyRouteComponent(() => import('../../features/catalogue/new-instrument-page.tsx'), 'NewInstrumentPage'),
});

const instrumentRoute = createRoute({
  ...desk,
  path: '/instruments/$instrumentId',
  validateSearch: (raw: Record<string, unknown>): { tab?: EditorTab } => {
    const tab = editorTabs.find((known) => known === raw.tab);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(
    () => import('../../features/catalogue/instrument-editor-page.tsx'),
    'InstrumentEditorPage',
  ),
});

const labelRoute = createRoute({
  ...desk,
  path: '/instruments/$instrumentId/label',
  component: lazyRouteComponent(() => import('../../features/catalogue/label-page.tsx'), 'LabelPage'),
});

const importRoute = createRoute({
  ...desk,
  path: '/import',
  validateSearch: (raw: Record<string, unknown>): { lab?: string } => texts(raw, 'lab'),
  component: lazyRouteComponent(() => import('../../features/catalogue/import-page.tsx'), 'ImportPage'),
});

const usageRoute = createRoute({
  ...desk,
  path: '/usage',
  validateSearch: (raw: Record<string, unknown>): UsageSearch => {
    const view = usageViews.find((known) => known === raw.view);
    return { ...texts(raw, 'record'), ...(view && { view }) };
  },
  component: lazyRouteComponent(() => import('../../features/billing/usage-desk-page.tsx'), 'UsageDeskPage'),
});

const chargesRoute = createRoute({
  ...desk,
  path: '/charges',
  validateSearch: (raw: Record<string, unknown>): FinanceSearch => {
    const month = textParam(raw.month);
    const kind = chargeKinds.find((known) => known === raw.kind);
    const view = financeViews.find((known) => known === raw.view);
    return {
      ...texts(raw, 'organisation', 'instrument', 'row', 'charge'),
      ...(month && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) && { month }),
      ...(kind && { kind }),
      ...(view && { view }),
    };
  },
  component: lazyRouteComponent(() => import('../../features/billing/finance-page.tsx'), 'FinancePage'),
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

const membersRoute = createRoute({
  ...desk,
  path: '/members',
  validateSearch: (raw: Record<string, unknown>): { organisation?: string } => texts(raw, 'organisation'),
  component: lazyRouteComponent(() => import('../../features/identity/members-page.tsx'), 'MembersPage'),
});

const organisationsRoute = createRoute({
  ...desk,
  path: '/organisations',
  validateSearch: (
    raw: Record<string, unknown>,
  ): { view?: OrganisationView; words?: string; organisation?: string } => {
    const view = organisationViews.find((known) => known === raw.view);
    return { ...(view && { view }), ...texts(raw, 'words', 'organisation') };
  },
  component: lazyRouteComponent(() => import('../../features/identity/organisations-page.tsx'), 'OrganisationsPage'),
});

const calendarRoute = createRoute({
  ...desk,
  path: '/calendar',
  validateSearch: (raw: Record<string, unknown>): { year?: number } => {
    const year = Number(raw.year);
    return Number.isInteger(year) && year >= 1990 && year < 2200 ? { year } : {};
  },
  component: lazyRouteComponent(() => import('../../features/catalogue/calendar-years-page.tsx'), 'CalendarYearsPage'),
});

/** Children of /desk. Give each page its own lazy chunk with `lazyRouteComponent`. */
export const deskChildren = [
  indexRoute,
  inboxRoute,
  approvalsRoute,
  boardRoute,
  todayRoute,
  qualificationsRoute,
  conflictsRoute,
  instrumentsRoute,
  newInstrumentRoute,
  instrumentRoute,
  labelRoute,
  importRoute,
  usageRoute,
  chargesRoute,
  equityRoute,
  equityCaseRoute,
  venturesRoute,
  ventureRoute,
  statementsRoute,
  ledgerRoute,
  ...moneyRoutes,
  membersRoute,
  organisationsRoute,
  calendarRoute,
] as const;
