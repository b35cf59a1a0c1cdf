import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { createInstrument } from '../../support/factories/world.ts';
import { multipart } from '../../support/multipart.ts';
import { nextSlot } from './next-slot.ts';
import type { Makers, Sample, Side } from './side.ts';

/** Things that the paths of usage and charges name. */
export function usageMakers(api: TestApp): Makers {
  return {
    usageRecordId: async (side) => (await createUsage(api, side)).usageRecordId,
    chargeId: async (side) => createCharge(api, side),
  };
}

async function createUsage(api: TestApp, side: Side): Promise<{ usageRecordId: string; instrumentId: string }> {
  const instrumentId = await createInstrument(api.database, { labId: side.lab, districtId: side.district });
  const body = { instrumentId, organisationId: side.customer, source: 'access', sourceId: newId(), ...nextSlot() };
  const reply = await api.send('POST /usage-records', { token: side.people.keeper.token, body });
  if (reply.status !== 201) throw new Error(`No usage record: ${JSON.stringify(reply.body)}`);
  return { usageRecordId: reply.body.id, instrumentId };
}

async function createCharge(api: TestApp, side: Side): Promise<string> {
  const { usageRecordId } = await createUsage(api, side);
  const { token } = side.people.keeper;
  const reply = await api.send(`POST /usage-records/${usageRecordId}/confirm`, { token, body: {} });
  if (!reply.body.chargeId) throw new Error(`No charge: ${JSON.stringify(reply.body)}`);
  return reply.body.chargeId;
}

export const usageSamples: Record<string, Sample> = {
  recordUsage: (side) => ({
    body: {
      instrumentId: side.instrument,
      organisationId: side.customer,
      source: 'access',
      sourceId: newId(),
      ...nextSlot(),
    },
  }),
  importUsage: (side) =>
    multipart({ labId: side.lab, dryRun: 'true' }, { name: 'u.csv', type: 'text/csv', bytes: 'sourceId,from\n' }),
  completeUsage: () => ({ body: { until: nextSlot().until } }),
  disputeUsage: () => ({ body: { reason: 'access', from: '2026-12-14T00:00:00Z', until: '2027-01-14T00:00:00Z' } }),
  resolveDispute: () => ({ body: { accept: true, comment: 'access' } }),
  previewPrice: (side) => ({
    body: { instrumentId: side.instrument, from: '2026-12-14T01:00:00Z', until: '2026-12-14T02:00:00Z' },
  }),
  calculateCost: () => ({ body: { valueFen: 1, depreciationYears: 1, ratedHoursPerYear: 1 } }),
  adjustCharge: () => ({ body: { amountFen: -1, reason: 'access' } }),
  waiveCharge: () => ({ body: { reason: 'access' } }),
  splitCharge: (side) => ({
    body: { shares: [1, 2].map(() => ({ organisationId: side.customer, basisPoints: 5_000 })), reason: 'access' },
  }),
};
