import type { Tx } from '@guanyi/db/client';
import { audit } from '@guanyi/db/identity/store';
import { append } from '@guanyi/db/outbox';
import {
  type CalibrationView,
  deleteCalibration,
  findDueCalibration,
  insertCalibration,
  loadCalibrationForUpdate,
  loadCalibrationsOf,
  saveCalibration,
} from '@guanyi/db/scheduling/calibrations';
import { type LockedInstrument, lockInstrument } from '@guanyi/db/scheduling/suspended-claims';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { type CalibrationStep, type DueCalibration, dueWindow, nextStep } from '@guanyi/domain/scheduling/calibration';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse, systemContext } from '../context.ts';
import { cancelOutage } from './cancel-outage.ts';
import { announceOutage } from './create-outage.ts';
import { announceRules, followRules } from './judge-claims-ahead.ts';

export interface NewCalibration {
  instrumentId: string;
  calibratedOn: string;
  /** Last day, inclusive. */
  validUntil: string;
  certificate: string;
  /** Local time `HH:MM` on the last day at which the next calibration begins. */
  dueFrom: string;
  /** How long it takes; 0 takes no time of the calendar. */
  dueMinutes: number;
}

/** An instrument without rules cannot be booked; its due date is shown so long ahead all the same. */
const horizonWithoutRules = 90;

/**
 * Puts a calibration on record. The one that is valid longest counts: what the due date of an earlier one took of the calendar
 * is given back, and the new due date becomes an outage before anybody can book that day.
 */
export async function recordCalibration(
  tx: Tx,
  context: CommandContext,
  recorded: NewCalibration,
): Promise<Outcome<{ id: string }>> {
  const { userId } = context.reach;
  const instrument = await lockInstrument(tx, context.reach, recorded.instrumentId);
  if (!instrument || userId === undefined) return refuse('not-found');
  if (instrument.status === 'retired') return refuse('instrument-retired');
  const fault = faultOf(recorded, localDay(instrument.zone, context.now));
  if (fault) return refuse('invalid-input', { errors: [fault] });
  const id = newId();
  await insertCalibration(tx, {
    ...{ id, labId: instrument.labId, districtId: instrument.districtId, ...recorded },
    ...{ outageId: null, nextStep: null, dueAt: null, createdBy: userId, createdAt: context.now },
  });
  await settleRecord(tx, context, instrument);
  return done({ id });
}

function faultOf({ calibratedOn, validUntil }: NewCalibration, today: string) {
  if (calibratedOn > today) return { pointer: '/calibratedOn', code: 'in-the-future' };
  return validUntil < calibratedOn ? { pointer: '/validUntil', code: 'before-calibration' } : undefined;
}

/** Takes a calibration off the record that was entered in error; the one before it counts again. */
export async function revokeCalibration(
  tx: Tx,
  context: CommandContext,
  { calibrationId }: { calibrationId: string },
): Promise<Outcome<null>> {
  const calibration = await loadCalibrationForUpdate(tx, context.reach, calibrationId);
  const instrument = calibration && (await lockInstrument(tx, context.reach, calibration.instrumentId));
  if (!calibration || !instrument) return refuse('not-found');
  await giveBack(tx, context, calibration);
  await deleteCalibration(tx, calibration);
  const { labId, districtId: organisationId, instrumentId, calibratedOn, validUntil, certificate } = calibration;
  const details = { instrumentId, calibratedOn, validUntil, certificate };
  const entry = { actorUserId: context.reach.userId, organisationId, labId, action: 'calibration.revoked' };
  await audit(tx, { ...entry, subjectType: 'calibration', subjectId: calibration.id, details }, context.now);
  await settleRecord(tx, context, instrument);
  return done(null);
}

/** Only the calibration that is valid longest has anything left to do; bookings for a sealed report follow it. */
async function settleRecord(tx: Tx, context: CommandContext, instrument: LockedInstrument): Promise<void> {
  const [latest, ...others] = await loadCalibrationsOf(tx, instrument);
  for (const other of others) {
    if (other.outageId === null && other.nextStep === null) continue;
    await giveBack(tx, context, other);
    await saveCalibration(tx, { ...other, outageId: null, nextStep: null, dueAt: null }, context.now);
  }
  if (latest && latest.nextStep === null && latest.outageId === null) {
    const next = nextStep(dueOf(latest), latest.horizonDays ?? horizonWithoutRules, null);
    await saveCalibration(tx, { ...latest, nextStep: next?.step ?? null, dueAt: next?.at ?? null }, context.now);
  }
  await followRules(tx, context, instrument);
  await announceRules(tx, context, instrument);
}

/** What was set aside for a calibration that has been made, or was never due. */
async function giveBack(tx: Tx, context: CommandContext, { outageId }: CalibrationView): Promise<void> {
  if (outageId === null) return;
  const { reach } = systemContext(context.now);
  await cancelOutage(tx, { ...context, reach: { ...reach, userId: context.reach.userId } }, { outageId });
}

/**
 * Takes the next step of the calibration that is due first: occupies its day, reminds the lab, tells that it has expired. A
 * step and what is due next are one transaction, so it is safe to call any number of times and after any crash.
 */
export async function advanceCalibration(
  tx: Tx,
  context: CommandContext,
  _input: undefined,
): Promise<Outcome<{ found: boolean }>> {
  const due = await findDueCalibration(tx, context.now);
  const instrument = due && (await lockInstrument(tx, systemContext(context.now).reach, due.instrumentId));
  if (!instrument) return done({ found: false });
  for (const calibration of await loadCalibrationsOf(tx, instrument)) {
    if (calibration.nextStep === null || calibration.dueAt === null || calibration.dueAt > context.now) continue;
    await takeStep(tx, context, instrument, calibration, calibration.nextStep);
  }
  return done({ found: true });
}

async function takeStep(
  tx: Tx,
  context: CommandContext,
  instrument: LockedInstrument,
  calibration: CalibrationView,
  step: CalibrationStep,
): Promise<void> {
  let { outageId } = calibration;
  const isInService = instrument.status === 'active';
  if (step === 'occupy' && isInService) {
    const window = dueWindow(dueOf(calibration));
    if (window && window.until > context.now) {
      const wanted = { ...window, kind: 'calibration' as const, note: calibration.certificate, planId: null };
      outageId = (await announceOutage(tx, context, instrument, wanted))?.id ?? null;
    }
  } else if (isInService) {
    await append(tx, {
      name: 'calibration.due',
      ...{ labId: calibration.labId, aggregateId: calibration.id, occurredAt: context.now },
      payload: { labId: calibration.labId, calibrationId: calibration.id, hasExpired: step === 'expire' },
    });
  }
  const next = nextStep(dueOf(calibration), calibration.horizonDays ?? horizonWithoutRules, step);
  const rest = { outageId, nextStep: next?.step ?? null, dueAt: next?.at ?? null };
  await saveCalibration(tx, { ...calibration, ...rest }, context.now);
}

function dueOf({ validUntil, dueFrom, dueMinutes, instrument }: CalibrationView): DueCalibration {
  return { zone: instrument.zone, validUntil, dueFrom, dueMinutes };
}
