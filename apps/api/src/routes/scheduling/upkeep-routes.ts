import { requestOutageImport } from '@guanyi/commands/scheduling/import-outages';
import { createPlan, endPlan, nextOf, previewPlan } from '@guanyi/commands/scheduling/plan-maintenance';
import { putSchedulingPolicy as setPolicy } from '@guanyi/commands/scheduling/put-scheduling-policy';
import {
  recordCalibration as record,
  revokeCalibration as revoke,
} from '@guanyi/commands/scheduling/record-calibration';
import {
  confirmBreakdown as confirm,
  dismissBreakdown as dismiss,
  reportBreakdown as report,
} from '@guanyi/commands/scheduling/report-breakdown';
import * as endpoints from '@guanyi/contracts/scheduling/upkeep-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { listLabs } from '@guanyi/db/catalogue/labs';
import type { Connection } from '@guanyi/db/client';
import { findFile, readFileBytes } from '@guanyi/db/files';
import { findOperation } from '@guanyi/db/operations';
import { type BreakdownView, listBreakdowns } from '@guanyi/db/scheduling/breakdowns';
import { listCalibrations } from '@guanyi/db/scheduling/calibrations';
import { listConflicts } from '@guanyi/db/scheduling/conflicts';
import { listPlans, type PlanView } from '@guanyi/db/scheduling/maintenance-plans';
import { findPolicy } from '@guanyi/db/scheduling/scheduling-policy';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { fileHeaders } from '../../file-headers.ts';
import { page } from '../../page.ts';
import { Problem, problemOf } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentConflict } from './present-conflict.ts';
import { presentBreakdown, presentCalibration, presentPlan, presentPolicy, presentWindow } from './present-upkeep.ts';

/** What keeps instruments fit: reports of breakdowns, planned maintenance, calibrations; and how a lab deals with what follows. */
export function upkeepRoutes(api: Api): void {
  outageLists(api);
  breakdowns(api);
  breakdownDecisions(api);
  plans(api);
  calibrations(api);
  policies(api);
}

function outageLists(api: Api): void {
  register(api, endpoints.importOutages, async ({ body, file, actor, write }) => {
    if (!file) throw new Problem('invalid-input', { errors: [{ pointer: '/file', code: 'required' }] });
    const input = { ...body, dryRun: body.dryRun ?? false, file: { name: file.name.slice(0, 200), bytes: file.bytes } };
    return write(requestOutageImport, input, async (tx, { operationId }) => {
      const operation = await findOperation(tx, operationId, actor.userId);
      if (!operation) throw new Error(`Operation ${operationId} is gone within the transaction that made it.`);
      const stamps = { createdAt: formatInstant(operation.createdAt), updatedAt: formatInstant(operation.updatedAt) };
      return {
        status: 202,
        body: { ...operation, ...stamps },
        headers: { location: `/api/v1/operations/${operationId}` },
      };
    });
  });
}

function breakdowns(api: Api): void {
  register(api, endpoints.reportBreakdown, async ({ body, reach, write }) =>
    write(report, body, async (tx, { id }) => ({
      status: 201,
      body: presentBreakdown(await breakdownOf(tx, reach, id)),
      headers: { location: `/api/v1/breakdown-reports/${id}` },
    })),
  );

  register(api, endpoints.listBreakdownReports, async ({ query, reach }) => {
    const { cursor, ...filter } = query;
    const rows = await listBreakdowns(api.database, reach, { ...filter, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentBreakdown) };
  });

  register(api, endpoints.getBreakdownReport, async ({ params, reach }) => {
    const [found] = await listBreakdowns(api.database, reach, { id: params.breakdownReportId, limit: 1 });
    if (!found) throw new Problem('not-found');
    return { status: 200, body: presentBreakdown(found) };
  });

  register(api, endpoints.getBreakdownPhoto, async ({ params, reach }) => {
    const [found] = await listBreakdowns(api.database, reach, { id: params.breakdownReportId, limit: 1 });
    const photoId = found?.photoIds[Number(params.photoNumber) - 1];
    const file = photoId === undefined ? undefined : await findFile(api.database, photoId);
    const bytes = file && (await readFileBytes(api.database, file.id));
    if (!file || !bytes) throw new Problem('not-found');
    return { status: 200, body: bytes, headers: fileHeaders(file) };
  });
}

function breakdownDecisions(api: Api): void {
  register(api, endpoints.confirmBreakdown, async ({ params, body, reach, write }) =>
    write(confirm, { ...params, ...body }, async (tx, { id, conflicts }) => {
      const ids = conflicts.map((conflict) => conflict.id);
      const views = ids.length === 0 ? [] : await listConflicts(tx, reach, { ids, limit: ids.length });
      const shown = views.sort((a, b) => a.from - b.from).map(presentConflict);
      return { status: 200, body: { ...presentBreakdown(await breakdownOf(tx, reach, id)), conflicts: shown } };
    }),
  );

  register(api, endpoints.dismissBreakdown, async ({ params, body, reach, write }) =>
    write(dismiss, { ...params, ...body }, async (tx, { id }) => ({
      status: 200,
      body: presentBreakdown(await breakdownOf(tx, reach, id)),
    })),
  );
}

async function breakdownOf(connection: Connection, reach: Reach, id: string): Promise<BreakdownView> {
  const [found] = await listBreakdowns(connection, reach, { id, limit: 1 });
  if (!found) throw new Error(`Report ${id} is not there after it was written.`);
  return found;
}

function plans(api: Api): void {
  register(api, endpoints.createMaintenancePlan, async ({ body, reach, now, write }) =>
    write(createPlan, body, async (tx, { id }) => ({
      status: 201,
      body: shownPlan(await planOf(tx, reach, id), now),
      headers: { location: `/api/v1/maintenance-plans/${id}` },
    })),
  );

  register(api, endpoints.previewMaintenancePlan, async ({ body, context }) => {
    const foreseen = await previewPlan(api.database, context, body);
    if (!foreseen.ok) throw problemOf(foreseen);
    const { zone, occurrences } = foreseen.value;
    const shown = occurrences.map(({ claims, ...window }) => ({ ...presentWindow(window), claims }));
    return { status: 200, body: { zone, occurrences: shown } };
  });

  register(api, endpoints.listMaintenancePlans, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listPlans(api.database, reach, { ...filter, after: cursor });
    const present = (row: PlanView) => shownPlan(row, now);
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], present) };
  });

  register(api, endpoints.getMaintenancePlan, async ({ params, reach, now }) => {
    const [found] = await listPlans(api.database, reach, { id: params.maintenancePlanId, limit: 1 });
    if (!found) throw new Problem('not-found');
    return { status: 200, body: shownPlan(found, now) };
  });

  register(api, endpoints.endMaintenancePlan, async ({ params, reach, now, write }) =>
    write(endPlan, params, async (tx, { id }) => ({
      status: 200,
      body: shownPlan(await planOf(tx, reach, id), now),
    })),
  );
}

function shownPlan(plan: PlanView, now: number) {
  return presentPlan(plan, nextOf(plan, now));
}

async function planOf(connection: Connection, reach: Reach, id: string): Promise<PlanView> {
  const [found] = await listPlans(connection, reach, { id, limit: 1 });
  if (!found) throw new Error(`Plan ${id} is not there after it was written.`);
  return found;
}

function calibrations(api: Api): void {
  register(api, endpoints.recordCalibration, async ({ body, reach, now, write }) =>
    write(record, body, async (tx, { id }) => {
      const [found] = await listCalibrations(tx, reach, { id, limit: 1 });
      if (!found) throw new Error(`Calibration ${id} is not there after it was written.`);
      return { status: 201, body: presentCalibration(found, now) };
    }),
  );

  register(api, endpoints.listCalibrations, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listCalibrations(api.database, reach, { ...filter, after: cursor });
    const present = (row: (typeof rows)[number]) => presentCalibration(row, now);
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], present) };
  });

  register(api, endpoints.revokeCalibration, async ({ params, write }) =>
    write(revoke, params, () => ({ status: 204 })),
  );
}

function policies(api: Api): void {
  register(api, endpoints.getSchedulingPolicy, async ({ params }) => {
    const [lab] = await listLabs(api.database, { id: params.labId, limit: 1 });
    if (!lab) throw new Problem('not-found');
    return { status: 200, body: presentPolicy(await findPolicy(api.database, params.labId)) };
  });

  register(api, endpoints.putSchedulingPolicy, async ({ params, body, ifMatch, write }) =>
    write(setPolicy, { ...params, policy: body, ifMatch }, (_tx, policy) => ({
      status: 200,
      body: presentPolicy(policy),
    })),
  );
}
