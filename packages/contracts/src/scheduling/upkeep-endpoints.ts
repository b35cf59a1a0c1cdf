import { z } from 'zod';
import { defineEndpoint, media, noContent } from '../endpoint.ts';
import { operation } from '../platform/schemas.ts';
import { cursorId, cursorInstant, day, id, pageOf, pageQuery, queryFlag, queryList, text } from '../shapes.ts';
import {
  breakdownReport,
  breakdownRequest,
  breakdownStatus,
  calibration,
  calibrationRequest,
  confirmation,
  confirmedBreakdown,
  maintenancePlan,
  planPreview,
  planRequest,
  schedulingPolicy,
  schedulingPolicyInput,
} from './upkeep-schemas.ts';

const keepers = ['labManager', 'keeper'] as const;
const staff = [...keepers, 'assetOfficer', 'hqReviewer', 'auditor', 'platformAdmin'] as const;
const byTime = pageQuery(z.tuple([cursorInstant, cursorId]));
const breakdownParams = z.strictObject({ breakdownReportId: id });
const planParams = z.strictObject({ maintenancePlanId: id });

export const importOutages = defineEndpoint({
  operationId: 'importOutages',
  method: 'POST',
  path: '/outage-imports',
  summary: 'Import a list of outages (assetNumber, from, until, kind, note); follow the operation for the report',
  body: z.strictObject({ labId: id, dryRun: queryFlag.optional() }),
  multipart: true,
  responses: { 202: operation },
  problems: ['not-found', 'too-large', 'unsupported-media-type'],
  roles: keepers,
  scope: 'lab',
});

export const reportBreakdown = defineEndpoint({
  operationId: 'reportBreakdown',
  method: 'POST',
  path: '/breakdown-reports',
  summary: 'Say what is wrong with an instrument, with pictures; its keepers decide',
  body: breakdownRequest,
  responses: { 201: breakdownReport },
  problems: ['not-found', 'instrument-retired', 'photo-invalid'],
  roles: ['signedIn'],
  scope: 'public',
});

export const listBreakdownReports = defineEndpoint({
  operationId: 'listBreakdownReports',
  method: 'GET',
  path: '/breakdown-reports',
  summary: 'Reports of breakdowns: the own ones, and for the staff of a lab those about its instruments',
  query: z.strictObject({
    instrumentId: id.optional(),
    labId: id.optional(),
    status: queryList(breakdownStatus).optional(),
    mine: queryFlag.optional(),
    ...byTime,
  }),
  responses: { 200: pageOf(breakdownReport) },
  problems: ['invalid-cursor'],
  roles: ['signedIn'],
  scope: 'lab',
});

export const getBreakdownReport = defineEndpoint({
  operationId: 'getBreakdownReport',
  method: 'GET',
  path: '/breakdown-reports/{breakdownReportId}',
  summary: 'One report of a breakdown',
  params: breakdownParams,
  responses: { 200: breakdownReport },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'lab',
});

export const getBreakdownPhoto = defineEndpoint({
  operationId: 'getBreakdownPhoto',
  method: 'GET',
  path: '/breakdown-reports/{breakdownReportId}/photos/{photoNumber}',
  summary: 'A picture of a report, counted from 1',
  params: breakdownParams.extend({ photoNumber: z.string().regex(/^[1-5]$/) }),
  responses: { 200: media('image/*') },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'lab',
});

export const confirmBreakdown = defineEndpoint({
  operationId: 'confirmBreakdown',
  method: 'POST',
  path: '/breakdown-reports/{breakdownReportId}/confirm',
  summary: 'Take the instrument out of service; what is booked becomes conflicts',
  params: breakdownParams,
  body: confirmation,
  responses: { 200: confirmedBreakdown },
  problems: ['not-found', 'state-conflict', 'invalid-window'],
  roles: keepers,
  scope: 'lab',
});

export const dismissBreakdown = defineEndpoint({
  operationId: 'dismissBreakdown',
  method: 'POST',
  path: '/breakdown-reports/{breakdownReportId}/dismiss',
  summary: 'Close a report; the instrument stays in service',
  params: breakdownParams,
  body: z.strictObject({ answer: text(1_000).default('') }),
  responses: { 200: breakdownReport },
  problems: ['not-found', 'state-conflict'],
  roles: keepers,
  scope: 'lab',
});

export const createMaintenancePlan = defineEndpoint({
  operationId: 'createMaintenancePlan',
  method: 'POST',
  path: '/maintenance-plans',
  summary: 'Plan maintenance that comes again; its occurrences become outages as far ahead as can be booked',
  body: planRequest,
  responses: { 201: maintenancePlan },
  problems: ['not-found', 'instrument-retired', 'invalid-rrule', 'no-occurrence'],
  roles: keepers,
  scope: 'lab',
});

export const previewMaintenancePlan = defineEndpoint({
  operationId: 'previewMaintenancePlan',
  method: 'POST',
  path: '/maintenance-plans/preview',
  summary: 'The occurrences that a plan would put into the calendar, and what is in their way; changes nothing',
  body: planRequest,
  responses: { 200: planPreview },
  problems: ['not-found', 'instrument-retired', 'invalid-rrule', 'no-occurrence'],
  roles: keepers,
  scope: 'lab',
});

export const listMaintenancePlans = defineEndpoint({
  operationId: 'listMaintenancePlans',
  method: 'GET',
  path: '/maintenance-plans',
  summary: 'Plans of maintenance within reach',
  query: z.strictObject({
    instrumentId: id.optional(),
    labId: id.optional(),
    status: z.enum(['active', 'ended']).optional(),
    ...byTime,
  }),
  responses: { 200: pageOf(maintenancePlan) },
  problems: ['invalid-cursor'],
  roles: staff,
  scope: 'lab',
});

export const getMaintenancePlan = defineEndpoint({
  operationId: 'getMaintenancePlan',
  method: 'GET',
  path: '/maintenance-plans/{maintenancePlanId}',
  summary: 'One plan of maintenance with its next occurrences',
  params: planParams,
  responses: { 200: maintenancePlan },
  problems: ['not-found'],
  roles: staff,
  scope: 'lab',
});

export const endMaintenancePlan = defineEndpoint({
  operationId: 'endMaintenancePlan',
  method: 'POST',
  path: '/maintenance-plans/{maintenancePlanId}/end',
  summary: 'End a plan: occurrences that have not begun are called off',
  params: planParams,
  body: z.strictObject({}),
  responses: { 200: maintenancePlan },
  problems: ['not-found', 'state-conflict'],
  roles: keepers,
  scope: 'lab',
});

export const recordCalibration = defineEndpoint({
  operationId: 'recordCalibration',
  method: 'POST',
  path: '/calibrations',
  summary: 'Put a calibration on record; the day on which it is due again becomes an outage',
  body: calibrationRequest,
  responses: { 201: calibration },
  problems: ['not-found', 'instrument-retired', 'invalid-input'],
  roles: keepers,
  scope: 'lab',
});

export const listCalibrations = defineEndpoint({
  operationId: 'listCalibrations',
  method: 'GET',
  path: '/calibrations',
  summary: 'Calibrations on record within reach',
  query: z.strictObject({
    instrumentId: id.optional(),
    labId: id.optional(),
    /** Those that end by this day and are followed by no other. */
    dueBy: day.optional(),
    ...byTime,
  }),
  responses: { 200: pageOf(calibration) },
  problems: ['invalid-cursor'],
  roles: staff,
  scope: 'lab',
});

export const revokeCalibration = defineEndpoint({
  operationId: 'revokeCalibration',
  method: 'DELETE',
  path: '/calibrations/{calibrationId}',
  summary: 'Take a calibration off the record that was entered in error',
  params: z.strictObject({ calibrationId: id }),
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: keepers,
  scope: 'lab',
});

const labParams = z.strictObject({ labId: id });

export const getSchedulingPolicy = defineEndpoint({
  operationId: 'getSchedulingPolicy',
  method: 'GET',
  path: '/labs/{labId}/scheduling-policy',
  summary: 'How a lab deals with conflicts and attendance: what it has set, or the usual',
  params: labParams,
  responses: { 200: schedulingPolicy },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const putSchedulingPolicy = defineEndpoint({
  operationId: 'putSchedulingPolicy',
  method: 'PUT',
  path: '/labs/{labId}/scheduling-policy',
  summary: 'Set deadline and default of conflicts, where else is looked, and how early people may check in',
  params: labParams,
  body: schedulingPolicyInput,
  responses: { 200: schedulingPolicy },
  problems: ['not-found'],
  roles: ['labManager'],
  scope: 'lab',
  ifMatch: true,
});

export const upkeepEndpoints = {
  importOutages,
  reportBreakdown,
  listBreakdownReports,
  getBreakdownReport,
  getBreakdownPhoto,
  confirmBreakdown,
  dismissBreakdown,
  createMaintenancePlan,
  previewMaintenancePlan,
  listMaintenancePlans,
  getMaintenancePlan,
  endMaintenancePlan,
  recordCalibration,
  listCalibrations,
  revokeCalibration,
  getSchedulingPolicy,
  putSchedulingPolicy,
};
