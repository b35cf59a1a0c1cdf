import type { instrument as instrumentSchema } from '@guanyi/contracts/catalogue/schemas';
import { listPolicies } from '@guanyi/db/billing/policies';
import { findCards, type InstrumentCard } from '@guanyi/db/catalogue/cards';
import { findRules, listOfferings } from '@guanyi/db/catalogue/offerings';
import type { Connection } from '@guanyi/db/client';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { listQualificationKinds } from '@guanyi/db/scheduling/qualification-queries';
import { type Actor, type Reach, reachOf } from '@guanyi/domain/identity/reach';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';
import type { Claim } from '@guanyi/domain/scheduling/claim';
import type { z } from 'zod';
import { presentPolicy } from '../billing/present.ts';
import { type ShownTimes, shownTimes } from './free-time.ts';
import { presentDetails, presentOffering, presentRules, presentSummary } from './present-instrument.ts';

/** The longest horizon that rules can have, with a margin for zones. */
export const farthestMs = 735 * DAY_MS;

const staffRoles = ['keeper', 'labManager', 'assetOfficer', 'finance', 'hqReviewer', 'auditor', 'platformAdmin'];
/** An instrument has at most one policy a group and form in force; the rest of the list is what is planned. */
const policyLimit = 100;

/** One instrument with all that its page shows; undefined when there is none. */
export async function readInstrument(
  connection: Connection,
  instrumentId: string,
  actor: Actor | null,
  now: number,
): Promise<z.input<typeof instrumentSchema> | undefined> {
  const [card] = await findCards(connection, [instrumentId]);
  if (!card) return undefined;
  const key = { labId: card.lab.id, instrumentId };
  const range = { from: now - DAY_MS, until: now + farthestMs };
  const [offerings, rules, policies, claims, calendar, kinds] = await Promise.all([
    listOfferings(connection, key),
    findRules(connection, key),
    listPolicies(connection, { instrumentId, now, limit: policyLimit }),
    claimsOf(connection, [instrumentId], range),
    loadWorkCalendar(connection, range),
    listQualificationKinds(connection, card.lab.id),
  ]);
  const prices = policies.map((policy) => presentPolicy(policy, now)).filter((policy) => policy.status !== 'ended');
  return {
    ...presentSummary(card, timesOf(card, claims, calendar, now), null),
    ...presentDetails(card, isStaffOf(actor, { labId: card.lab.id, districtId: card.districtId })),
    offerings: offerings.map(presentOffering),
    ...(rules ? { rules: presentRules(rules) } : {}),
    prices,
    qualifications: (rules?.qualificationIds ?? []).map((id) => ({ id, name: nameOfKind(id, kinds) })),
  };
}

/** A requirement that the lab has not named is shown by its id. */
function nameOfKind(id: string, kinds: Awaited<ReturnType<typeof listQualificationKinds>>) {
  const kind = kinds.find((one) => one.id === id);
  return { zh: kind?.nameZh ?? id, ...(kind?.nameEn ? { en: kind.nameEn } : {}) };
}

/** Strip and next free time; nothing for what is retired or cannot be booked. */
export function timesOf(
  card: InstrumentCard,
  claims: readonly Claim[],
  calendar: WorkCalendar,
  now: number,
  minutes?: number,
): ShownTimes | null {
  const { rules, zone } = card;
  if (!rules || card.status === 'retired') return null;
  return shownTimes({ rules, zone, calendar, claims, now, ...(minutes === undefined ? {} : { minutes }) });
}

/** How far somebody sees as staff of labs and districts, or of the whole platform. */
export function staffReach(actor: Actor): Reach {
  return reachOf(actor.userId, actor.memberships, staffRoles);
}

/** True for people who work for the lab, for its district, or for everybody. */
export function isStaffOf(actor: Actor | null, owner: { labId: string; districtId: string }): boolean {
  if (!actor) return false;
  const reach = staffReach(actor);
  return reach.all || reach.labIds.includes(owner.labId) || reach.districtIds.includes(owner.districtId);
}
