import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { FailurePage, NotFoundPage } from '../failure-pages.tsx';
import { RootPage } from '../root-page.tsx';
import { getSession, restoreSession } from '../session.ts';

export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: RootPage,
  errorComponent: FailurePage,
  notFoundComponent: NotFoundPage,
});

/** Pages with the storefront's header: catalogue, booking, account. */
export const shopRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shop',
  component: lazyRouteComponent(() => import('../shop-frame.tsx'), 'ShopFrame'),
});

/** Sends a visitor to the login page and back afterwards. Use as `beforeLoad` of pages that need a session. */
export async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  if (getSession().status === 'unknown') await restoreSession();
  if (getSession().status !== 'signedIn') throw redirect({ to: '/login', search: { next: location.href } });
}

/** Staff pages: 48 px bar, navigation by role. */
export const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/desk',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../desk-frame.tsx'), 'DeskFrame'),
});
