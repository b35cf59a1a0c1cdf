import { approvalsEndpoints } from './approvals/endpoints.ts';
import { filingEndpoints } from './approvals/filing-endpoints.ts';
import { approvalLinkEndpoints } from './approvals/link-endpoints.ts';
import { chargeEndpoints } from './billing/charge-endpoints.ts';
import { billingEndpoints } from './billing/endpoints.ts';
import { exportEndpoints } from './billing/export-endpoints.ts';
import { priceToolEndpoints } from './billing/price-tool-endpoints.ts';
import { revenueEndpoints } from './billing/revenue-endpoints.ts';
import { usageEndpoints } from './billing/usage-endpoints.ts';
import { calendarYearEndpoints } from './catalogue/calendar-endpoints.ts';
import { directoryEndpoints } from './catalogue/directory-endpoints.ts';
import { catalogueEndpoints } from './catalogue/endpoints.ts';
import { shortlistEndpoints } from './catalogue/shortlist-endpoints.ts';
import type { Endpoint, Method } from './endpoint.ts';
import { equityAgreementEndpoints } from './equity/agreement-endpoints.ts';
import { equityEndpoints } from './equity/endpoints.ts';
import { equityRoomEndpoints } from './equity/room-endpoints.ts';
import { ventureEndpoints } from './equity/venture-endpoints.ts';
import { identityEndpoints } from './identity/endpoints.ts';
import { secondFactorEndpoints } from './identity/second-factor-endpoints.ts';
import { ledgerEndpoints } from './ledger/endpoints.ts';
import { checklistEndpoints } from './lending/checklist-endpoints.ts';
import { contractEndpoints } from './lending/contract-endpoints.ts';
import { damageEndpoints } from './lending/damage-endpoints.ts';
import { lendingEndpoints } from './lending/endpoints.ts';
import { paperEndpoints } from './lending/paper-endpoints.ts';
import { previewEndpoints } from './lending/preview-endpoints.ts';
import { limitsEndpoints } from './limits/endpoints.ts';
import { calendarEndpoints } from './notifications/calendar-endpoints.ts';
import { notificationsEndpoints } from './notifications/endpoints.ts';
import type { OperationId } from './operations.ts';
import { allocationEndpoints } from './payments/allocation-endpoints.ts';
import { paymentsEndpoints } from './payments/endpoints.ts';
import { platformEndpoints } from './platform/endpoints.ts';
import { attendanceEndpoints } from './scheduling/attendance-endpoints.ts';
import { boardEndpoints } from './scheduling/board-endpoints.ts';
import { changeEndpoints } from './scheduling/change-endpoints.ts';
import { conflictEndpoints } from './scheduling/conflict-endpoints.ts';
import { schedulingEndpoints } from './scheduling/endpoints.ts';
import { qualificationEndpoints } from './scheduling/qualification-endpoints.ts';
import { rulesEndpoints } from './scheduling/rules-endpoints.ts';
import { seriesEndpoints } from './scheduling/series-endpoints.ts';
import { upkeepEndpoints } from './scheduling/upkeep-endpoints.ts';
import { waitlistEndpoints } from './scheduling/waitlist-endpoints.ts';
import { statementEndpoints } from './statements/endpoints.ts';
import { vouchersEndpoints } from './vouchers/endpoints.ts';

/** Every endpoint table by feature; the OpenAPI document and the generated tests read it. */
export const endpointTables: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = {
  identity: { ...identityEndpoints, ...secondFactorEndpoints },
  catalogue: {
    ...catalogueEndpoints,
    ...directoryEndpoints,
    ...calendarYearEndpoints,
    ...shortlistEndpoints,
  },
  scheduling: {
    ...schedulingEndpoints,
    ...conflictEndpoints,
    ...waitlistEndpoints,
    ...changeEndpoints,
    ...attendanceEndpoints,
    ...qualificationEndpoints,
    ...rulesEndpoints,
    ...seriesEndpoints,
    ...boardEndpoints,
    ...upkeepEndpoints,
  },
  billing: {
    ...billingEndpoints,
    ...usageEndpoints,
    ...chargeEndpoints,
    ...priceToolEndpoints,
    ...revenueEndpoints,
    ...exportEndpoints,
  },
  statements: statementEndpoints,
  ledger: ledgerEndpoints,
  equity: {
    ...equityEndpoints,
    ...equityAgreementEndpoints,
    ...equityRoomEndpoints,
    ...ventureEndpoints,
  },
  notifications: {
    ...notificationsEndpoints,
    ...calendarEndpoints,
  },
  limits: limitsEndpoints,
  approvals: { ...approvalsEndpoints, ...filingEndpoints, ...approvalLinkEndpoints },
  payments: { ...paymentsEndpoints, ...allocationEndpoints },
  vouchers: vouchersEndpoints,
  lending: {
    ...lendingEndpoints,
    ...contractEndpoints,
    ...damageEndpoints,
    ...checklistEndpoints,
    ...previewEndpoints,
    ...paperEndpoints,
  },
  platform: platformEndpoints,
};

export const allEndpoints: readonly Endpoint[] = Object.values(endpointTables).flatMap((table) => Object.values(table));

/** Method, path below /api/v1, and whether the body is a multipart form. */
export type ClientRoute = readonly [method: Method, path: string, multipart?: true];

/**
 * All that a browser needs at run time to call the API.
 * @public The build of the storefront loads it by name.
 */
export function clientRoutes(): Record<OperationId, ClientRoute> {
  const entries = allEndpoints.map((endpoint): [string, ClientRoute] => [
    endpoint.operationId,
    endpoint.multipart ? [endpoint.method, endpoint.path, true] : [endpoint.method, endpoint.path],
  ]);
  return Object.fromEntries(entries) as Record<OperationId, ClientRoute>;
}
