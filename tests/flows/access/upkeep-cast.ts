import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { createInstrument } from '../../support/factories/world.ts';
import { multipart } from '../../support/multipart.ts';
import type { Makers, Sample, Side } from './side.ts';

/** Makes reports, plans and calibrations. */
export function upkeepMakers(api: TestApp): Makers {
  const { sql } = api.database;
  const fresh = (side: Side) => createInstrument(api.database, { labId: side.lab, districtId: side.district });
  const post = async (side: Side, path: string, body: unknown) => {
    const reply = await api.send(`POST ${path}`, { token: side.people.keeper.token, body });
    if (reply.status !== 201) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body.id;
  };
  return {
    breakdownReportId: async (side, owner) => {
      const [id, photoId, instrumentId] = [newId(), newId(), await fresh(side)];
      await sql`
        INSERT INTO files (id, user_id, name, media_type, size_bytes, sha256)
        VALUES (${photoId}, ${owner.userId}, 'a.png', 'image/png', 3, 'x')`;
      await sql`INSERT INTO file_contents (file_id, bytes) VALUES (${photoId}, ${Buffer.from('png')})`;
      await sql`
        INSERT INTO breakdown_reports (lab_id, id, instrument_id, district_id, user_id, description, photo_ids)
        VALUES (${side.lab}, ${id}, ${instrumentId}, ${side.district}, ${owner.userId}, 'access', ${[photoId]})`;
      return id;
    },
    photoNumber: () => '1',
    maintenancePlanId: async (side) => post(side, '/maintenance-plans', planFor(await fresh(side))),
    calibrationId: async (side) => post(side, '/calibrations', calibrationFor(await fresh(side))),
  };
}

function planFor(instrumentId: string) {
  const rule = { rrule: 'FREQ=MONTHLY;BYDAY=1MO', firstDay: '2027-06-01', from: '08:00', minutes: 60 };
  return { instrumentId, kind: 'maintenance', note: 'access', ...rule };
}

function calibrationFor(instrumentId: string) {
  return { instrumentId, calibratedOn: '2026-01-01', validUntil: '2027-12-31', certificate: 'access', dueMinutes: 0 };
}

export const upkeepSamples: Record<string, Sample> = {
  importOutages: (side) =>
    multipart(
      { labId: side.lab, dryRun: 'true' },
      { name: 'a.csv', type: 'text/csv', bytes: 'assetNumber,from,until,kind\n' },
    ),
  reportBreakdown: (side) => ({ body: { instrumentId: side.instrument, description: 'access' } }),
  confirmBreakdown: () => ({ body: { until: '2026-12-10T00:00:00Z' } }),
  dismissBreakdown: () => ({ body: {} }),
  createMaintenancePlan: (side) => ({ body: planFor(side.instrument) }),
  previewMaintenancePlan: (side) => ({ body: planFor(side.instrument) }),
  recordCalibration: (side) => ({ body: calibrationFor(side.instrument) }),
  putSchedulingPolicy: () => ({
    body: {
      ...{ outageAnswerHours: 24, plannedAnswerHours: 72, clearMinutes: 120, defaults: ['equivalent'] },
      ...{ sameInstrumentDays: 14, equivalentDays: 1, earlyCheckInMinutes: 60 },
    },
  }),
};

export const upkeepOwnedByBody = [
  'importOutages',
  'createMaintenancePlan',
  'previewMaintenancePlan',
  'recordCalibration',
];
