import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { checkIn } from '@guanyi/commands/scheduling/check-in';
import { createHold } from '@guanyi/commands/scheduling/create-hold';
import { createOutage } from '@guanyi/commands/scheduling/create-outage';
import { joinWaitlist } from '@guanyi/commands/scheduling/join-waitlist';
import { offerFreedTime } from '@guanyi/commands/scheduling/offer-freed-time';
import { createPlan } from '@guanyi/commands/scheduling/plan-maintenance';
import { recordCalibration } from '@guanyi/commands/scheduling/record-calibration';
import { schedules } from '@guanyi/worker/schedules';
import { expect, test } from 'vitest';
import {
  booked,
  database,
  databaseUrl,
  day,
  freshInstrument,
  request,
  useBookingScene,
  world,
} from '../support/booking-scene.ts';
import { eventually } from '../support/eventually.ts';
import { asPerson, at, wednesdayMorning } from '../support/factories/world.ts';
import { runWorker } from '../support/running-worker.ts';
import { createTestClock } from '../support/test-clock.ts';

useBookingScene();

/** The schedules that look for due times of the calendar; those of other features have tests of their own. */
const ofTheCalendar = [
  ...['expire-due-bookings', 'advance-conflicts', 'tend-waitlists', 'advance-plans', 'advance-calibrations'],
  'warn-of-overruns',
];

const monday = (clock: string) => at(`${day} ${clock}`);
const purpose = { kind: 'research', text: '' };

/** One thing of each kind that time itself will end or move on. @returns a query for what has become of it. */
async function scene() {
  const [asked, missed, held, used, waited, broken, planned, due] = await Promise.all(
    ['chain', 'auto', 'auto', 'auto', 'auto', 'auto', 'auto', 'auto'].map((approval) =>
      freshInstrument({ approval: approval as 'chain' | 'auto', rules: { horizonDays: 10 } }),
    ),
  );
  const requestId = await booked(world.booker, request(asked!, '09:00', '10:00'));
  const missedId = await booked(world.booker, request(missed!, '09:00', '10:00'));
  await execute(database, asPerson(world.booker), createHold, { ...request(held!, '09:00', '10:00') });
  const usedId = await booked(world.booker, request(used!, '08:00', '10:00'));
  await booked(world.otherBooker, request(used!, '11:00', '12:00'));
  await execute(database, asPerson(world.keeper, monday('08:00')), checkIn, { bookingId: usedId });
  const wish = { instrumentId: waited!, from: monday('09:00'), until: monday('18:00'), minutes: 60, autoAccept: false };
  await execute(database, asPerson(world.booker), joinWaitlist, { ...wish, purpose });
  await execute(database, systemContext(wednesdayMorning), offerFreedTime, { instrumentId: waited! });
  const brokenId = await booked(world.booker, request(broken!, '09:00', '10:00'));
  const outage = { instrumentId: broken!, from: monday('00:00'), until: monday('23:00') + 30 * 86_400_000 };
  await execute(database, asPerson(world.keeper), createOutage, { ...outage, kind: 'breakdown', note: '' });
  const rule = {
    rrule: 'FREQ=DAILY',
    firstDay: day,
    from: '08:00',
    minutes: 60,
    kind: 'maintenance' as const,
    note: '',
  };
  await execute(database, asPerson(world.keeper), createPlan, { instrumentId: planned!, ...rule });
  const dates = {
    calibratedOn: '2026-01-01',
    validUntil: '2026-12-20',
    certificate: 'C',
    dueFrom: '00:00',
    dueMinutes: 60,
  };
  await execute(database, asPerson(world.keeper), recordCalibration, { instrumentId: due!, ...dates });
  return { requestId, missedId, usedId, brokenId, held: held!, waited: waited!, planned: planned!, due: due! };
}

test('every due time of the calendar is met although nothing is left in queue or outbox', {
  timeout: 120_000,
}, async () => {
  expect(schedules.map(({ name }) => name)).toEqual(expect.arrayContaining(ofTheCalendar));
  const of = await scene();
  // Whatever was told of it is lost: only the due times in the tables are left.
  await database.sql`UPDATE outbox SET processed_at = now()`;
  const state = async () => {
    const [row] = await database.sql`
      SELECT (SELECT status FROM bookings WHERE id = ${of.requestId}) AS request,
        (SELECT status FROM bookings WHERE id = ${of.missedId}) AS missed,
        (SELECT overrun_told_at IS NOT NULL FROM bookings WHERE id = ${of.usedId}) AS overrun,
        (SELECT status FROM conflicts WHERE claim_id = ${of.brokenId}) AS conflict,
        (SELECT bool_or(active) FROM occupancy WHERE instrument_id = ${of.held}) AS held,
        (SELECT status FROM waitlist_entries WHERE instrument_id = ${of.waited}) AS waited,
        (SELECT count(*)::int > 0 FROM outages WHERE instrument_id = ${of.planned}) AS planned,
        (SELECT count(*)::int > 0 FROM outages WHERE instrument_id = ${of.due}) AS calibrated`;
    return row ?? {};
  };
  const clock = createTestClock(monday('10:05'));
  const worker = await runWorker(databaseUrl, { clock });
  try {
    await eventually(async () => (await state()).overrun === true, { withinMs: 60_000, describe: state });
    clock.set(monday('20:00'));
    const met = {
      ...{ request: 'expired', missed: 'noShow', overrun: true, conflict: 'resolved', held: false, waited: 'lapsed' },
      ...{ planned: true, calibrated: true },
    };
    const isMet = async () => JSON.stringify(await state()) === JSON.stringify(met);
    await eventually(isMet, { withinMs: 60_000, describe: state });
  } finally {
    await worker.stop();
  }
});
