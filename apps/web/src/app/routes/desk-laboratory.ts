import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { type EditorTab, editorTabs } from '../../features/catalogue/editor-tabs.ts';
import { type BoardSearch, boardSpans } from '../../features/scheduling/board-search.ts';
import { type ConflictsView, conflictsViews } from '../../features/scheduling/conflicts-views.ts';
import { type InboxView, inboxViews } from '../../features/scheduling/inbox-views.ts';
import { type UpkeepView, upkeepViews } from '../../features/scheduling/upkeep-views.ts';
import { dayParam, texts } from '../search-params.ts';
import { deskRoute } from './layouts.tsx';

const desk = { getParentRoute: () => deskRoute } as const;

const inboxRoute = createRoute({
  ...desk,
  path: '/inbox',
  validateSearch: (raw: Record<string, unknown>): { view?: InboxView; booking?: string } => {
    const view = inboxViews.find((known) => known === raw.view);
    return { ...(view && { view }), ...texts(raw, 'booking') };
  },
  component: lazyRouteComponent(() => import('../../features/scheduling/inbox-page.tsx'), 'InboxPage'),
});

const boardRoute = createRoute({
  ...desk,
  path: '/board',
  validateSearch: (raw: Record<string, unknown>): BoardSearch => {
    const day = dayParam(raw.day);
    const span = boardSpans.find((known) => known === raw.span);
    return {
      ...texts(raw, 'lab', 'words', 'room', 'category', 'booking'),
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

const upkeepRoute = createRoute({
  ...desk,
  path: '/upkeep',
  validateSearch: (raw: Record<string, unknown>): { view?: UpkeepView } => {
    const view = upkeepViews.find((known) => known === raw.view);
    return view ? { view } : {};
  },
  component: lazyRouteComponent(() => import('../../features/scheduling/upkeep-page.tsx'), 'UpkeepPage'),
});

const labRulesRoute = createRoute({
  ...desk,
  path: '/lab-rules',
  validateSearch: (raw: Record<string, unknown>): { lab?: string } => texts(raw, 'lab'),
  component: lazyRouteComponent(() => import('../../features/scheduling/lab-rules-page.tsx'), 'LabRulesPage'),
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

/** What a laboratory works with: its bookings, its board, its instruments; children of /desk. */
export const laboratoryRoutes = [
  inboxRoute,
  boardRoute,
  todayRoute,
  conflictsRoute,
  qualificationsRoute,
  upkeepRoute,
  labRulesRoute,
  instrumentsRoute,
  newInstrumentRoute,
  instrumentRoute,
  labelRoute,
  importRoute,
] as const;
