import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseCatalogueSearch } from '../features/catalogue/search-state.ts';
import { Skeleton } from '../ui/states.tsx';
import { FailurePage, NotFoundPage } from './failure-pages.tsx';
import { parseKind, parseTerm } from './lending-params.ts';
import { createQueryClient } from './query.ts';
import { deskChildren } from './routes/desk.ts';
import { deskRoute, requireSession, rootRoute, shopRoute } from './routes/layouts.tsx';
import { waitingRoutes } from './routes/waiting.ts';
import { dayParam, listParam, parseSearch, stringifySearch, textParam } from './search-params.ts';

const shop = { getParentRoute: () => shopRoute } as const;

const searchRoute = createRoute({
  ...shop,
  path: '/',
  validateSearch: parseCatalogueSearch,
  component: lazyRouteComponent(() => import('../features/catalogue/search-page.tsx'), 'SearchPage'),
});

/** A window and a service way that the reader chose, carried from the search to the instrument and the booking form. */
export interface ChosenSlot {
  /** RFC 3339 instants. */
  from?: string;
  until?: string;
  way?: string;
  /** Day shown in the calendar. */
  day?: string;
  /** Of the booking form: the browser's way back leads to the step before. */
  step?: 'purpose' | 'confirm';
}

function parseChosenSlot(raw: Record<string, unknown>): ChosenSlot {
  const from = textParam(raw.from);
  const until = textParam(raw.until);
  const dated = from && until && Date.parse(from) < Date.parse(until) ? { from, until } : {};
  const way = textParam(raw.way);
  const day = dayParam(raw.day);
  const step = (['purpose', 'confirm'] as const).find((known) => known === raw.step);
  return {
    ...dated,
    ...(step && { step }),
    ...(way && { way }),
    ...(day && { day }),
  };
}

const instrumentRoute = createRoute({
  ...shop,
  path: '/instruments/$instrumentId',
  validateSearch: parseChosenSlot,
  component: lazyRouteComponent(() => import('../features/catalogue/instrument-page.tsx'), 'InstrumentPage'),
});

const bookRoute = createRoute({
  ...shop,
  path: '/instruments/$instrumentId/book',
  validateSearch: parseChosenSlot,
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/scheduling/booking-page.tsx'), 'BookingPage'),
});

/** The address of the code on an instrument: short, so that the code stays coarse enough for any camera. */
const useRoute = createRoute({
  ...shop,
  path: '/use/$instrumentId',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/scheduling/use-instrument-page.tsx'), 'UseInstrumentPage'),
});

const lendRoute = createRoute({
  ...shop,
  path: '/instruments/$instrumentId/lend',
  validateSearch: parseTerm,
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/lending/ask-page.tsx'), 'AskPage'),
});

const lendingsRoute = createRoute({
  ...shop,
  path: '/lendings',
  validateSearch: parseKind,
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/lending/lendings-page.tsx'), 'LendingsPage'),
});

const lendingRoute = createRoute({
  ...shop,
  path: '/lendings/$kind/$lendingId',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/lending/lending-page.tsx'), 'LendingPage'),
});

const handingRoute = createRoute({
  ...shop,
  path: '/lendings/$kind/$lendingId/$moment',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/lending/handing-page.tsx'), 'HandingPage'),
});

const parseHash = (raw: Record<string, unknown>): { hash?: string } => {
  const hash = textParam(raw.hash);
  return hash ? { hash } : {};
};

const verifyRoute = createRoute({
  ...shop,
  path: '/verify',
  component: lazyRouteComponent(() => import('../features/lending/verify-page.tsx'), 'VerifyPage'),
});

const verifyNumberRoute = createRoute({
  ...shop,
  path: '/verify/$number',
  validateSearch: parseHash,
  component: lazyRouteComponent(() => import('../features/lending/verify-page.tsx'), 'VerifyPage'),
});

const compareRoute = createRoute({
  ...shop,
  path: '/compare',
  validateSearch: (raw: Record<string, unknown>): { id?: string[] } => {
    const id = listParam(raw.id)?.slice(0, 4);
    return id ? { id } : {};
  },
  component: lazyRouteComponent(() => import('../features/catalogue/compare-page.tsx'), 'ComparePage'),
});

const labsRoute = createRoute({
  ...shop,
  path: '/labs',
  validateSearch: (raw: Record<string, unknown>): { words?: string } => {
    const words = textParam(raw.words);
    return words ? { words } : {};
  },
  component: lazyRouteComponent(() => import('../features/catalogue/labs-page.tsx'), 'LabsPage'),
});

const labRoute = createRoute({
  ...shop,
  path: '/labs/$labId',
  component: lazyRouteComponent(() => import('../features/catalogue/lab-page.tsx'), 'LabPage'),
});

const bookingTabs = ['upcoming', 'pending', 'past', 'cancelled'] as const;

const bookingsRoute = createRoute({
  ...shop,
  path: '/bookings',
  beforeLoad: requireSession,
  validateSearch: (raw: Record<string, unknown>): { tab?: (typeof bookingTabs)[number] } => {
    const tab = bookingTabs.find((known) => known === raw.tab);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import('../features/scheduling/my-bookings-page.tsx'), 'MyBookingsPage'),
});

const bookingRoute = createRoute({
  ...shop,
  path: '/bookings/$bookingId',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/scheduling/my-booking-page.tsx'), 'MyBookingPage'),
});

const noticesRoute = createRoute({
  ...shop,
  path: '/notices',
  component: lazyRouteComponent(() => import('../features/equity/notice-pages.tsx'), 'NoticesPage'),
});

const noticeRoute = createRoute({
  ...shop,
  path: '/notices/$caseId',
  component: lazyRouteComponent(() => import('../features/equity/notice-pages.tsx'), 'NoticePage'),
});

const myEquityRoute = createRoute({
  ...shop,
  path: '/equity',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/equity/case-list.tsx'), 'MyEquityPage'),
});

const myCaseRoute = createRoute({
  ...shop,
  path: '/equity/$caseId',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/equity/case-pages.tsx'), 'PartyCasePage'),
});

const myVentureRoute = createRoute({
  ...shop,
  path: '/ventures/$ventureId',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/equity/case-pages.tsx'), 'PartyVenturePage'),
});

const notificationsRoute = createRoute({
  ...shop,
  path: '/notifications',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/notifications/notifications-page.tsx'), 'NotificationsPage'),
});

const accountRoute = createRoute({
  ...shop,
  path: '/account',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../features/identity/account-page.tsx'), 'AccountPage'),
});

const loginRoute = createRoute({
  ...shop,
  path: '/login',
  validateSearch: (raw: Record<string, unknown>): { next?: string; email?: string } => {
    const next = textParam(raw.next);
    const email = textParam(raw.email);
    // Only our own pages: an address of somebody else's site would make the login a trap.
    return { ...(next && /^\/(?![/\\])/.test(next) && { next }), ...(email && { email }) };
  },
  component: lazyRouteComponent(() => import('../features/identity/login-page.tsx'), 'LoginPage'),
});

const registerRoute = createRoute({
  ...shop,
  path: '/register',
  component: lazyRouteComponent(() => import('../features/identity/register-page.tsx'), 'RegisterPage'),
});

const invitationRoute = createRoute({
  ...shop,
  path: '/invitations/accept',
  validateSearch: (raw: Record<string, unknown>): { token?: string } => {
    const token = textParam(raw.token);
    return token ? { token } : {};
  },
  component: lazyRouteComponent(() => import('../features/identity/invitation-page.tsx'), 'InvitationPage'),
});

export const queryClient = createQueryClient();

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    shopRoute.addChildren([
      searchRoute,
      instrumentRoute,
      bookRoute,
      useRoute,
      lendRoute,
      lendingsRoute,
      lendingRoute,
      handingRoute,
      verifyRoute,
      verifyNumberRoute,
      compareRoute,
      labsRoute,
      labRoute,
      bookingsRoute,
      bookingRoute,
      noticesRoute,
      noticeRoute,
      myEquityRoute,
      myCaseRoute,
      myVentureRoute,
      ...waitingRoutes,
      notificationsRoute,
      accountRoute,
      loginRoute,
      registerRoute,
      invitationRoute,
    ]),
    deskRoute.addChildren(deskChildren),
  ]),
  context: { queryClient },
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPendingMs: 400,
  defaultPendingComponent: () => (
    <div className="wide">
      <Skeleton rows={6} height={28} />
    </div>
  ),
  defaultErrorComponent: FailurePage,
  defaultNotFoundComponent: NotFoundPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
