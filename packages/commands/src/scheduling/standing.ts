import type { Connection, Tx } from '@guanyi/db/client';
import { lockQuotas } from '@guanyi/db/scheduling/claims';
import type { RequestFacts } from '@guanyi/db/scheduling/facts';
import { listCountedBookings } from '@guanyi/db/scheduling/quota-queries';
import type { ServiceWay } from '@guanyi/domain/billing/price-policy';
import { containsInstant, type Window } from '@guanyi/domain/kernel/window';
import type { Quota } from '@guanyi/domain/scheduling/booking-rules';
import type { Standing } from '@guanyi/domain/scheduling/judge';
import { needsQualification, qualifiedUntil } from '@guanyi/domain/scheduling/qualification';
import { countingRange, type QuotaUse } from '@guanyi/domain/scheduling/quota';
import type { CommandContext } from '../context.ts';

/** What a request says of itself, as far as the rules about people care. */
export interface AskedWay {
  purposeKind: string | undefined;
  serviceWay: ServiceWay;
  /** A sealed report is wanted. */
  sealed?: boolean | undefined;
}

/**
 * How the rules see the person who asks. The lab's own staff operate its instruments without a grant, and nothing is held
 * against them: they book for others.
 */
export function standingOf(
  context: CommandContext,
  facts: RequestFacts,
  asked: AskedWay,
  quotas: readonly QuotaUse[],
): Standing {
  const { instrument } = facts;
  const isFree = isStaffOf(context, instrument.labId) || !needsQualification(asked.serviceWay);
  return {
    purposeKind: asked.purposeKind,
    supervisedUntil: instrument.customsSupervisedUntil,
    sealed: asked.sealed ?? false,
    calibratedUntil: instrument.calibratedUntil,
    qualifiedUntil: isFree
      ? Number.POSITIVE_INFINITY
      : qualifiedUntil(instrument.rules?.qualificationIds ?? [], facts.grants),
    suspendedUntil: isStaffOf(context, instrument.labId) ? null : suspendedUntil(facts.suspensions, context.now),
    quotas,
  };
}

function suspendedUntil(suspensions: readonly Window[], now: number): number | null {
  return suspensions.find((one) => containsInstant(one, now))?.until ?? null;
}

/** Whose quotas, for what stretch, and which bookings are about to move and so do not count. */
export interface QuotaQuestion {
  range: Window;
  userId: string | null;
  organisationId: string;
  exceptIds?: readonly string[];
}

/**
 * What has been taken of each quota of the instrument. Quotas per user do not bind the lab's own staff, who book for
 * others; those of the customer organisation bind whoever books for it.
 */
export async function readQuotas(
  connection: Connection,
  context: CommandContext,
  { instrument }: RequestFacts,
  question: QuotaQuestion,
): Promise<QuotaUse[]> {
  const quotas = boundQuotas(context, instrument.labId, instrument.rules?.quotas ?? []);
  if (quotas.length === 0) return [];
  const { range, userId, organisationId, exceptIds = [] } = question;
  const counted = await listCountedBookings(connection, {
    ...{ labId: instrument.labId, instrumentId: instrument.id, userId, organisationId, exceptIds, now: context.now },
    range: countingRange(quotas, instrument.zone, range),
  });
  return quotas.map((quota) => ({
    quota,
    taken: counted.filter((booking) => (quota.per === 'user' ? booking.isOfUser : booking.isOfOrganisation)),
  }));
}

/** The same for a write: whoever else asks for the same person or organisation waits until this transaction has ended. */
export async function takeQuotas(
  tx: Tx,
  context: CommandContext,
  facts: RequestFacts,
  question: QuotaQuestion,
): Promise<QuotaUse[]> {
  const { instrument } = facts;
  if (!instrument.rules || instrument.rules.quotas.length === 0) return [];
  const { userId, organisationId } = question;
  await lockQuotas(tx, instrument.id, userId === null ? [organisationId] : [userId, organisationId]);
  return readQuotas(tx, context, facts, question);
}

/** Adds a booking that is being made in the same transaction, so that the next of a series sees it. */
export function countOne(quotas: readonly QuotaUse[], booked: Window): QuotaUse[] {
  return quotas.map(({ quota, taken }) => ({ quota, taken: [...taken, booked] }));
}

function isStaffOf({ reach }: CommandContext, labId: string): boolean {
  return reach.all || reach.labIds.includes(labId);
}

function boundQuotas(context: CommandContext, labId: string, quotas: readonly Quota[]): Quota[] {
  return isStaffOf(context, labId) ? quotas.filter((quota) => quota.per === 'organisation') : [...quotas];
}
