import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { createInstrument } from '../../support/factories/world.ts';
import type { Makers, Player, Side } from './side.ts';

let slot = 0;

/** Half an hour that nobody else has asked for: a week after those of other operations. */
function nextSlot(): { from: string; until: string } {
  const day = 4 + Math.floor(slot / 20);
  const from = Date.UTC(2027, 0, day) + (slot % 20) * 30 * 60_000;
  slot += 1;
  return { from: new Date(from).toISOString(), until: new Date(from + 30 * 60_000).toISOString() };
}

/** Things of rules, moves and attendance that paths name. */
export function bookingsMakers(api: TestApp): Makers {
  return {
    qualificationId: (side) => createQualification(api, side),
    kindId: () => 'icp-ms',
    seriesId: (side) => createSeries(api, side),
    suspensionId: (side, owner) => createSuspension(api, side, owner),
  };
}

export const bookingsSamples: Record<string, (side: Side) => { body: unknown }> = {
  rescheduleBooking: () => ({ body: nextSlot() }),
  transferBooking: (side) => ({ body: { userId: side.people.orgAdmin.userId } }),
  grantQualification: (side) => ({ body: { userId: side.people.booker.userId, instrumentId: side.instrument } }),
  createSeries: seriesSample,
  previewSeries: (side) => {
    const { onConflict: _, ...body } = seriesSample(side).body;
    return { body };
  },
  cancelSeries: () => ({ body: { reason: 'access' } }),
  rescheduleSeries: () => ({ body: { ...nextSlot(), scope: 'all' } }),
  putStrikePolicy: () => ({ body: { strikes: 3, withinDays: 90, suspendDays: 14 } }),
  appealSuspension: () => ({ body: { text: 'access' } }),
  decideSuspension: () => ({ body: { decision: 'lift' } }),
  putQualificationKind: () => ({ body: { name: { zh: '质谱上机资格' } } }),
};

export const bookingsOwnedByBody = ['grantQualification', 'createSeries', 'previewSeries'];

/** Only its first occurrence lies where others book, and that one is taken by nobody else. */
function seriesSample(side: Side) {
  const purpose = { kind: 'research', text: 'access' };
  const body = { instrumentId: side.instrument, ...nextSlot(), purpose, onBehalfOf: side.customer };
  return { body: { ...body, rrule: 'FREQ=DAILY;COUNT=1', onConflict: 'skip' } };
}

async function createSeries(api: TestApp, side: Side): Promise<string> {
  const instrumentId = await createInstrument(api.database, { labId: side.lab, districtId: side.district });
  const body = { ...seriesSample(side).body, instrumentId };
  const reply = await api.send('POST /booking-series', { token: side.people.booker.token, body });
  if (reply.status !== 201) throw new Error(`No series: ${JSON.stringify(reply.body)}`);
  return reply.body.id;
}

/** In a time of its own, so that none overlaps another of the same person; of the customer's booker where lab staff decide. */
async function createSuspension(api: TestApp, side: Side, owner: Player): Promise<string> {
  const id = newId();
  const isCustomer = owner.organisationId === side.customer;
  const userId = isCustomer ? owner.userId : side.people.booker.userId;
  suspended += 1;
  const from = Date.UTC(2040, 0, suspended);
  await api.database.sql`
    INSERT INTO suspensions (lab_id, id, district_id, user_id, organisation_id, during, status, strikes)
    VALUES (${side.lab}, ${id}, ${side.district}, ${userId}, ${side.customer},
      tstzrange(${new Date(from).toISOString()}, ${new Date(from + 86_400_000).toISOString()}), 'active', 3)`;
  return id;
}

let suspended = 0;

async function createQualification(api: TestApp, side: Side): Promise<string> {
  const id = newId();
  await api.database.sql`
    INSERT INTO qualifications (lab_id, id, district_id, user_id, kind_id, granted_by)
    VALUES (${side.lab}, ${id}, ${side.district}, ${side.people.booker.userId}, ${id}, ${side.people.labManager.userId})`;
  return id;
}
