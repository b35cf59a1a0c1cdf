import type { FeatureRoutes } from '../api.ts';
import { approvalsRoutes } from './approvals/routes.ts';
import { billingRoutes } from './billing/routes.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { equityRoutes } from './equity/routes.ts';
import { identityRoutes } from './identity/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { lendingRoutes } from './lending/routes.ts';
import { limitsRoutes } from './limits/routes.ts';
import { notificationsRoutes } from './notifications/routes.ts';
import { allocationRoutes } from './payments/allocation-routes.ts';
import { paymentsRoutes } from './payments/routes.ts';
import { boardRoutes } from './scheduling/board.ts';
import { conflictRoutes } from './scheduling/conflict-routes.ts';
import { schedulingRoutes } from './scheduling/routes.ts';
import { upkeepRoutes } from './scheduling/upkeep-routes.ts';
import { waitlistRoutes } from './scheduling/waitlist-routes.ts';
import { statementRoutes } from './statements/routes.ts';
import { vouchersRoutes } from './vouchers/routes.ts';

/** The routes of every feature, in the order of the documentation. */
export const featureRoutes: readonly FeatureRoutes[] = [
  identityRoutes,
  catalogueRoutes,
  schedulingRoutes,
  conflictRoutes,
  boardRoutes,
  waitlistRoutes,
  upkeepRoutes,
  billingRoutes,
  statementRoutes,
  ledgerRoutes,
  limitsRoutes,
  approvalsRoutes,
  paymentsRoutes,
  allocationRoutes,
  vouchersRoutes,
  equityRoutes,
  lendingRoutes,
  notificationsRoutes,
];
