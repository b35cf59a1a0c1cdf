import type { Connection, Tx } from '@guanyi/db/client';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import {
  insertPlan,
  listAheadOfPlan,
  loadDuePlan,
  loadPlanForUpdate,
  type PlanView,
  savePlan,
} from '@guanyi/db/scheduling/maintenance-plans';
import { findRulesHorizon } from '@guanyi/db/scheduling/plan-queries';
import { findOwnInstrument, type LockedInstrument, lockInstrument } from '@guanyi/db/scheduling/suspended-claims';
import { addDays, localDay, parseClock, startOfDay } from '@guanyi/domain/kernel/local-time';
import { overlaps, type Window } from '@guanyi/domain/kernel/window';
import { isOutageKind, occupies } from '@guanyi/domain/scheduling/claim';
import { occurrencesWithin, type PlanInput } from '@guanyi/domain/scheduling/recurrence';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse, systemContext } from '../context.ts';
import { cancelOutage } from './cancel-outage.ts';
import { announceOutage } from './create-outage.ts';

export interface NewPlan {
  instrumentId: string;
  kind: 'maintenance' | 'calibration';
  note: string;
  /** RFC 5545, in the wall clock of the instrument; it may go on without end. */
  rrule: string;
  firstDay: string;
  /** Local time `HH:MM` at which each occurrence begins. */
  from: string;
  minutes: number;
}

/** Occurrences put into the calendar in one transaction: each may displace others. */
const batch = 20;
/** An instrument without rules cannot be booked; its plan is kept up for so long all the same, to be seen. */
const horizonWithoutRules = 90;
/** An answer stays short; who plans wants to see the next ones. */
const mostForeseen = 100;
const mostShown = 5;

/**
 * Plans maintenance that comes again. Its occurrences become outages as far ahead as the instrument can be booked, and a day
 * more: the worker puts the first ones into the calendar at once and the others as time passes, so nobody books what is
 * planned. What is booked already becomes a conflict.
 */
export async function createPlan(tx: Tx, context: CommandContext, plan: NewPlan): Promise<Outcome<{ id: string }>> {
  const { userId } = context.reach;
  const instrument = await lockInstrument(tx, context.reach, plan.instrumentId);
  if (!instrument || userId === undefined) return refuse('not-found');
  const foreseen = foresee(context, instrument, plan, horizonWithoutRules * 9);
  if (!foreseen.ok) return foreseen;
  const id = newId();
  const { labId, districtId } = instrument;
  await insertPlan(tx, {
    ...{ id, labId, districtId, instrumentId: instrument.id, kind: plan.kind, note: plan.note, rrule: plan.rrule },
    ...{ firstDay: plan.firstDay, fromClock: plan.from, minutes: plan.minutes, plannedUntil: context.now },
    ...{ dueAt: context.now, createdBy: userId, createdAt: context.now },
  });
  return done({ id });
}

export interface ForeseenOutage extends Window {
  /** Bookings and other claims that would have to make way. */
  claims: number;
}

/** What a plan would take of the calendar as far ahead as the instrument can be booked, and what is in the way. Changes nothing. */
export async function previewPlan(
  connection: Connection,
  context: CommandContext,
  plan: NewPlan,
): Promise<Outcome<{ zone: string; occurrences: ForeseenOutage[] }>> {
  const instrument = await findOwnInstrument(connection, context.reach, plan.instrumentId);
  if (!instrument) return refuse('not-found');
  const horizonDays = (await findRulesHorizon(connection, instrument)) ?? horizonWithoutRules;
  const foreseen = foresee(context, instrument, plan, horizonDays);
  if (!foreseen.ok) return foreseen;
  const [first] = foreseen.value;
  const last = foreseen.value.at(-1);
  const range = { from: first?.from ?? context.now, until: last?.until ?? context.now + 1 };
  const claims = (await claimsOf(connection, [instrument.id], range)).filter(
    (claim) => claim.kind !== 'hold' && !isOutageKind(claim.kind) && occupies(claim, context.now),
  );
  const occurrences = foreseen.value.map((window) => ({
    ...window,
    claims: claims.filter((claim) => overlaps(claim, window)).length,
  }));
  return done({ zone: instrument.zone, occurrences });
}

function foresee(
  context: CommandContext,
  instrument: LockedInstrument,
  plan: NewPlan,
  horizonDays: number,
): Outcome<Window[]> {
  if (instrument.status === 'retired') return refuse('instrument-retired');
  const range = { from: context.now, until: endOfHorizon(instrument.zone, context.now, horizonDays) };
  const input = inputOf({ ...plan, fromClock: plan.from }, instrument.zone);
  const occurrences = occurrencesWithin(input, range, mostForeseen);
  const fault = (code: string) => refuse(code, { errors: [{ pointer: '/rrule', code }] });
  if (!occurrences) return fault('invalid-rrule');
  return occurrences.length === 0 ? fault('no-occurrence') : done(occurrences);
}

/** Ends a plan: what has not begun of it is called off, and who had to make way for that gets the time back. */
export async function endPlan(
  tx: Tx,
  context: CommandContext,
  { maintenancePlanId }: { maintenancePlanId: string },
): Promise<Outcome<{ id: string }>> {
  const plan = await loadPlanForUpdate(tx, context.reach, maintenancePlanId);
  if (!plan) return refuse('not-found');
  if (plan.status !== 'active') return refuse('state-conflict', { details: { currentStatus: plan.status } });
  await savePlan(tx, { ...plan, status: 'ended', dueAt: null }, context.now);
  for (const outageId of await listAheadOfPlan(tx, plan, context.now)) {
    const cancelled = await cancelOutage(tx, context, { outageId });
    if (!cancelled.ok) return cancelled;
  }
  return done({ id: plan.id });
}

/**
 * Puts the next occurrences of the plan that is due first into the calendar. Safe to call any number of times, by several
 * workers and after any crash: an occurrence is an outage once, by a unique row, and how far the plan has come is written in
 * the same transaction.
 */
export async function advancePlan(
  tx: Tx,
  context: CommandContext,
  _input: undefined,
): Promise<Outcome<{ found: boolean }>> {
  const plan = await loadDuePlan(tx, context.now);
  if (!plan) return done({ found: false });
  const instrument = await lockInstrument(tx, systemContext(context.now).reach, plan.instrumentId);
  if (!instrument || instrument.status === 'retired') {
    await savePlan(tx, { ...plan, status: 'ended', dueAt: null }, context.now);
    return done({ found: true });
  }
  const { zone } = instrument;
  const until = endOfHorizon(zone, context.now, plan.horizonDays ?? horizonWithoutRules);
  const range = { from: Math.max(plan.plannedUntil, context.now), until };
  const occurrences = range.from < until ? (occurrencesWithin(inputOf(plan, zone), range, batch) ?? []) : [];
  const { kind, note, id: planId } = plan;
  for (const window of occurrences) await announceOutage(tx, context, instrument, { ...window, kind, note, planId });
  const isWhole = occurrences.length < batch;
  const plannedUntil = isWhole ? Math.max(until, plan.plannedUntil) : occurrences.at(-1)!.from + 1;
  const dueAt = isWhole ? startOfDay(zone, addDays(localDay(zone, context.now), 1)) : context.now;
  await savePlan(tx, { ...plan, plannedUntil, dueAt }, context.now);
  return done({ found: true });
}

/** The next occurrences of a plan, at most five. */
export function nextOf(plan: PlanView, now: number): Window[] {
  if (plan.status === 'ended') return [];
  const range = { from: now, until: Number.POSITIVE_INFINITY };
  return occurrencesWithin(inputOf(plan, plan.instrument.zone), range, mostShown) ?? [];
}

/** The end of the day after the last that can be booked. */
function endOfHorizon(zone: string, now: number, horizonDays: number): number {
  return startOfDay(zone, addDays(localDay(zone, now), horizonDays + 2));
}

function inputOf(plan: Pick<PlanView, 'rrule' | 'firstDay' | 'fromClock' | 'minutes'>, zone: string): PlanInput {
  const { rrule, firstDay, minutes } = plan;
  return { rrule, zone, firstDay, fromMinutes: parseClock(plan.fromClock) ?? 0, minutes };
}
