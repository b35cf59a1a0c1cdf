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

/** The token of a link in a mail, and the answer that was pressed there. */
function linkSearch(raw: Record<string, unknown>): { token?: string; choice?: string } {
  const token = textParam(raw.token);
  const choice = textParam(raw.choice);
  return { ...(token && { token }), ...(choice && { choice }) };
}

const answerRoute = createRoute({
  ...shop,
  path: '/conflicts/answer',
  validateSearch: linkSearch,
  component: lazyRouteComponent(() => import('../../features/scheduling/answer-page.tsx'), 'AnswerPage'),
});

const decisionRoute = createRoute({
  ...shop,
  path: '/approvals/answer',
  validateSearch: linkSearch,
  component: lazyRouteComponent(() => import('../../features/approvals/decision-page.tsx'), 'DecisionPage'),
});

/** What customers see of conflicts and waitlists, and the pages of links in mails. */
export const waitingRoutes = [waitlistRoute, conflictRoute, answerRoute, decisionRoute] as const;
