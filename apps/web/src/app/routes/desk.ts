import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { type OrganisationView, organisationViews } from '../../features/identity/organisation-views.ts';
import { deskHome } from '../desk-nav.ts';
import { texts } from '../search-params.ts';
import { getSession } from '../session.ts';
import { caseRoutes } from './desk-cases.ts';
import { laboratoryRoutes } from './desk-laboratory.ts';
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
  ...laboratoryRoutes,
  ...caseRoutes,
  ...moneyRoutes,
  membersRoute,
  organisationsRoute,
  calendarRoute,
] as const;
