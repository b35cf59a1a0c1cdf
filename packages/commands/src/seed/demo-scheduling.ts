import { findRules, putRules } from '@guanyi/db/catalogue/offerings';
import type { Tx } from '@guanyi/db/client';
import { type ComingBooking, listComingBookings } from '@guanyi/db/demo';
import { putQualificationKind } from '@guanyi/db/scheduling/qualification-store';
import { insertSuspension } from '@guanyi/db/scheduling/suspensions';
import { addDays, localDay, wallTime } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@guanyi/domain/kernel/window';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';
import { appealSuspension } from '../scheduling/change-suspension.ts';
import { createOutage } from '../scheduling/create-outage.ts';
import { createSeries } from '../scheduling/create-series.ts';
import { grantQualification } from '../scheduling/grant-qualification.ts';
import { joinWaitlist } from '../scheduling/join-waitlist.ts';
import { createPlan } from '../scheduling/plan-maintenance.ts';
import { recordCalibration } from '../scheduling/record-calibration.ts';
import { reportBreakdown } from '../scheduling/report-breakdown.ts';
import { contextOf, must } from './demo-bookings.ts';
import type { DemoInstrument } from './demo-instruments.ts';
import { type DemoPlaces, demoEmail } from './demo-people.ts';

const customers = ['ocean-univ', 'beacon-foods', 'tex-sme'] as const;

/** What the pages of scheduling have to show on the first day: a disturbance, a line, rules about people, a series. */
export async function writeDemoScheduling(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
): Promise<void> {
  const own = instruments.filter(({ labCode }) => labCode === 'qd-food');
  await askForQualification(tx, context, places, own);
  await limitOneInstrument(tx, context, own);
  await repeatWeekly(tx, context, places, own);
  const coming = await listComingBookings(tx, places.labIds.get('qd-food') ?? '', context.now + DAY_MS);
  await breakOneDown(tx, context, places, coming);
  await standInLine(tx, context, places, coming);
  await suspendOne(tx, context, places);
  await keepFit(tx, context, places, own);
}

/** A report that waits for its keeper, monthly maintenance, and calibrations of which one ends soon. */
async function keepFit(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  own: readonly DemoInstrument[],
): Promise<void> {
  const [dryer, oven, balance] = ['QD-F-0117', 'QD-F-0114', 'QD-F-0111'].map((number) =>
    own.find(({ assetNumber }) => assetNumber === number),
  );
  if (!dryer || !oven || !balance) return;
  const { labId, zone } = dryer;
  const keeper = contextOf(places, 'keeper', 'qingdao', labId);
  const today = localDay(zone, context.now);
  const description = '冷阱温度降不下来，真空泵有异响，样品已取出。';
  const person = contextOf(places, 'booker', 'beacon-foods', null);
  must(
    await reportBreakdown(tx, person(context.now - 2 * HOUR_MS), { instrumentId: dryer.id, description, photoIds: [] }),
  );
  must(
    await createPlan(tx, keeper(context.now), {
      ...{ instrumentId: oven.id, kind: 'maintenance', note: '清洗腔体、检查密封' },
      ...{ rrule: 'FREQ=MONTHLY', firstDay: addDays(today, 12), from: '08:30', minutes: 120 },
    }),
  );
  for (const [instrument, days] of [
    [balance, 18],
    [oven, 240],
  ] as const) {
    const validUntil = addDays(today, days);
    must(
      await recordCalibration(tx, keeper(context.now), {
        ...{ instrumentId: instrument.id, calibratedOn: addDays(validUntil, -365), validUntil },
        ...{ certificate: `QDJL-${validUntil.slice(0, 4)}-${days}`, dueFrom: '08:30', dueMinutes: 240 },
      }),
    );
  }
}

/** One instrument asks for a grant, which all customers of the demonstration have; one of them runs out soon. */
async function askForQualification(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  own: readonly DemoInstrument[],
): Promise<void> {
  const instrument = own.find(({ assetNumber }) => assetNumber === 'QD-F-0104');
  const rules = instrument && (await findRules(tx, { labId: instrument.labId, instrumentId: instrument.id }));
  if (!instrument || !rules) return;
  const { labId } = instrument;
  const kind = { labId, id: 'hrms', nameZh: '高分辨质谱上机资格', nameEn: 'High-resolution MS operator' };
  await putQualificationKind(tx, { ...kind, now: context.now });
  await putRules(tx, { labId, instrumentId: instrument.id }, { ...rules, qualificationIds: ['hrms'] }, context.now);
  const manager = contextOf(places, 'labManager', 'qingdao', labId);
  for (const [index, place] of customers.entries()) {
    const userId = places.userIds.get(demoEmail('booker', place));
    if (userId === undefined) continue;
    const expiresAt = context.now + (index === 0 ? 20 : 300) * DAY_MS;
    const note = '完成四小时培训与考核';
    must(
      await grantQualification(tx, manager(context.now - 30 * DAY_MS), {
        userId,
        labId,
        kindId: 'hrms',
        expiresAt,
        note,
      }),
    );
  }
}

/** A quota that a week of work does not reach, so that its page has something to show. */
async function limitOneInstrument(tx: Tx, context: CommandContext, own: readonly DemoInstrument[]): Promise<void> {
  const instrument = own.find(({ assetNumber }) => assetNumber === 'QD-F-0102');
  const key = instrument && { labId: instrument.labId, instrumentId: instrument.id };
  const rules = key && (await findRules(tx, key));
  if (!key || !rules) return;
  const quota = { per: 'organisation', unit: 'minutes', window: 'week', limit: 2_400 } as const;
  await putRules(tx, key, { ...rules, quotas: [quota] }, context.now);
}

/** Six weeks of a practical course, from the week after next. */
async function repeatWeekly(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  own: readonly DemoInstrument[],
): Promise<void> {
  const instrument = own.find(({ assetNumber }) => assetNumber === 'QD-F-0108');
  if (!instrument) return;
  const day = addDays(localDay(instrument.zone, context.now), 10);
  const from = wallTime(instrument.zone, day, 14 * 60);
  const booker = contextOf(places, 'booker', 'ocean-univ', null);
  must(
    await createSeries(tx, booker(context.now - 3 * HOUR_MS), {
      ...{ instrumentId: instrument.id, from, until: from + 120 * MINUTE_MS, rrule: 'FREQ=WEEKLY;COUNT=6' },
      ...{ onConflict: 'skip', purpose: { kind: 'teaching', text: '研究生离子色谱实践课' } },
    }),
  );
}

/** Out of service over a booking of the days to come: its conflict looks after itself from the first minute on. */
async function breakOneDown(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  coming: readonly ComingBooking[],
): Promise<void> {
  const booking = coming.find(({ status }) => status === 'confirmed');
  if (!booking) return;
  const keeper = contextOf(places, 'keeper', 'qingdao', booking.labId);
  must(
    await createOutage(tx, keeper(context.now), {
      ...{ instrumentId: booking.instrumentId, from: booking.from - HOUR_MS, until: booking.until + HOUR_MS },
      ...{ kind: 'breakdown', note: '离子源污染，等待清洗' },
    }),
  );
}

/** Two who wait for hours that somebody else has. */
async function standInLine(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  coming: readonly ComingBooking[],
): Promise<void> {
  const taken = coming.filter(({ slug }) => slug === 'ocean-univ').at(-1);
  if (!taken) return;
  for (const place of ['beacon-foods', 'tex-sme'] as const) {
    const waiting = contextOf(places, 'booker', place, null);
    const wish = { instrumentId: taken.instrumentId, from: taken.from, until: taken.until, autoAccept: false };
    const joined = await joinWaitlist(tx, waiting(context.now - HOUR_MS), { ...wish, serviceWay: 'guided' });
    must(joined);
  }
}

/** Somebody who missed too many bookings a while ago and says why. */
async function suspendOne(tx: Tx, context: CommandContext, places: DemoPlaces): Promise<void> {
  const [labId, districtId] = [places.labIds.get('qd-tex'), places.organisationIds.get('qingdao')];
  const organisationId = places.organisationIds.get('tex-sme');
  const userId = places.userIds.get(demoEmail('orgAdmin', 'tex-sme'));
  if (!labId || !districtId || !organisationId || !userId) return;
  const id = newId();
  const from = context.now - 2 * DAY_MS;
  const during = { from, until: from + 30 * DAY_MS };
  await insertSuspension(tx, { id, labId, districtId, userId, organisationId, strikes: 3, createdAt: from, ...during });
  const person = contextOf(places, 'orgAdmin', 'tex-sme', null);
  const text = '当天航班取消，已电话告知机主；另两次为同一批样品延误。';
  must(await appealSuspension(tx, person(context.now - HOUR_MS), { suspensionId: id, text }));
}
