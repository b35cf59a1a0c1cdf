import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textParam } from '../search-params.ts';
import { requireSession, shopRoute } from './layouts.tsx';

const shop = { getParentRoute: () => shopRoute } as const;

const waitlistRoute = createRoute({
  ...shop,
  path: '/waitlist',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../../features/scheduling/waitlist-page.tsx'), 'WaitlistPage'),
});

const conflictRoute = createRoute({
  ...shop,
  path: '/conflicts/$conflictId',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('../../features/scheduling/conflict-page.tsx'), 'ConflictPage'),
});

const answerRoute = createRoute({
  ...shop,
  path: '/conflicts/answer',
  validateSearch: (raw: Record<string, unknown>): { token?: string; choice?: string } => {
    const token = textParam(raw.token);
    const choice = textParam(raw.choice);
    return { ...(token && { token }), ...(choice && { choice }) };
  },
  component: lazyRouteComponent(() => import('../../features/scheduling/answer-page.tsx'), 'AnswerPage'),
});

/** What customers see of conflicts and waitlists. */
export const waitingRoutes = [waitlistRoute, conflictRoute, answerRoute] as const;
