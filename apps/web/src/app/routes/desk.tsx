import { createRoute, redirect } from '@tanstack/react-router';
import { deskHome } from '../desk-nav.ts';
import { getSession } from '../session.ts';
import { deskRoute } from './layouts.tsx';

/** The first page of the back office is the work list of the role. */
const indexRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: deskHome(getSession()) });
  },
});

/** Children of /desk. Give each page its own lazy chunk with `lazyRouteComponent`. */
export const deskChildren = [indexRoute] as const;
