import type { approvalsEndpoints } from './approvals/endpoints.ts';
import type { filingEndpoints } from './approvals/filing-endpoints.ts';
import type { approvalLinkEndpoints } from './approvals/link-endpoints.ts';
import type { chargeEndpoints } from './billing/charge-endpoints.ts';
import type { billingEndpoints } from './billing/endpoints.ts';
import type { exportEndpoints } from './billing/export-endpoints.ts';
import type { priceToolEndpoints } from './billing/price-tool-endpoints.ts';
import type { revenueEndpoints } from './billing/revenue-endpoints.ts';
import type { usageEndpoints } from './billing/usage-endpoints.ts';
import type { calendarYearEndpoints } from './catalogue/calendar-endpoints.ts';
import type { directoryEndpoints } from './catalogue/directory-endpoints.ts';
import type { catalogueEndpoints } from './catalogue/endpoints.ts';
import type { shortlistEndpoints } from './catalogue/shortlist-endpoints.ts';
import type { Input, Output } from './endpoint.ts';
import type { equityAgreementEndpoints } from './equity/agreement-endpoints.ts';
import type { equityEndpoints } from './equity/endpoints.ts';
import type { equityRoomEndpoints } from './equity/room-endpoints.ts';
import type { ventureEndpoints } from './equity/venture-endpoints.ts';
import type { identityEndpoints } from './identity/endpoints.ts';
import type { secondFactorEndpoints } from './identity/second-factor-endpoints.ts';
import type { ledgerEndpoints } from './ledger/endpoints.ts';
import type { checklistEndpoints } from './lending/checklist-endpoints.ts';
import type { contractEndpoints } from './lending/contract-endpoints.ts';
import type { damageEndpoints } from './lending/damage-endpoints.ts';
import type { lendingEndpoints } from './lending/endpoints.ts';
import type { paperEndpoints } from './lending/paper-endpoints.ts';
import type { previewEndpoints } from './lending/preview-endpoints.ts';
import type { limitsEndpoints } from './limits/endpoints.ts';
import type { calendarEndpoints } from './notifications/calendar-endpoints.ts';
import type { notificationsEndpoints } from './notifications/endpoints.ts';
import type { allocationEndpoints } from './payments/allocation-endpoints.ts';
import type { paymentsEndpoints } from './payments/endpoints.ts';
import type { platformEndpoints } from './platform/endpoints.ts';
import type { attendanceEndpoints } from './scheduling/attendance-endpoints.ts';
import type { boardEndpoints } from './scheduling/board-endpoints.ts';
import type { changeEndpoints } from './scheduling/change-endpoints.ts';
import type { conflictEndpoints } from './scheduling/conflict-endpoints.ts';
import type { schedulingEndpoints } from './scheduling/endpoints.ts';
import type { qualificationEndpoints } from './scheduling/qualification-endpoints.ts';
import type { rulesEndpoints } from './scheduling/rules-endpoints.ts';
import type { seriesEndpoints } from './scheduling/series-endpoints.ts';
import type { upkeepEndpoints } from './scheduling/upkeep-endpoints.ts';
import type { waitlistEndpoints } from './scheduling/waitlist-endpoints.ts';
import type { statementEndpoints } from './statements/endpoints.ts';
import type { vouchersEndpoints } from './vouchers/endpoints.ts';

type Tables = typeof identityEndpoints &
  typeof secondFactorEndpoints &
  typeof catalogueEndpoints &
  typeof directoryEndpoints &
  typeof calendarYearEndpoints &
  typeof shortlistEndpoints &
  typeof schedulingEndpoints &
  typeof boardEndpoints &
  typeof conflictEndpoints &
  typeof upkeepEndpoints &
  typeof waitlistEndpoints &
  typeof changeEndpoints &
  typeof attendanceEndpoints &
  typeof qualificationEndpoints &
  typeof rulesEndpoints &
  typeof seriesEndpoints &
  typeof billingEndpoints &
  typeof usageEndpoints &
  typeof chargeEndpoints &
  typeof priceToolEndpoints &
  typeof revenueEndpoints &
  typeof exportEndpoints &
  typeof statementEndpoints &
  typeof ledgerEndpoints &
  typeof limitsEndpoints &
  typeof approvalsEndpoints &
  typeof filingEndpoints &
  typeof approvalLinkEndpoints &
  typeof paymentsEndpoints &
  typeof allocationEndpoints &
  typeof vouchersEndpoints &
  typeof equityEndpoints &
  typeof equityAgreementEndpoints &
  typeof equityRoomEndpoints &
  typeof ventureEndpoints &
  typeof lendingEndpoints &
  typeof contractEndpoints &
  typeof damageEndpoints &
  typeof checklistEndpoints &
  typeof previewEndpoints &
  typeof paperEndpoints &
  typeof notificationsEndpoints &
  typeof calendarEndpoints &
  typeof platformEndpoints;

export type OperationId = keyof Tables;

/**
 * What the storefront needs to call each operation: only types, so that no parser reaches the browser.
 * Method and path come from `clientRoutes()` at build time.
 */
export type Operations = {
  [Id in OperationId]: { input: Input<Tables[Id]>; output: Output<Tables[Id]> };
};
