import type { availability as availabilitySchema } from '@guanyi/contracts/catalogue/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Connection } from '@guanyi/db/client';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { findInstrumentFacts, type InstrumentFacts } from '@guanyi/db/scheduling/facts';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, subtract, type Window } from '@guanyi/domain/kernel/window';
import { availability, claimRange } from '@guanyi/domain/scheduling/availability';
import type { Claim } from '@guanyi/domain/scheduling/claim';
import type { z } from 'zod';
import { Problem } from '../../problem.ts';

const longestDays = 92;

/**
 * Busy, open and free time of an instrument, free for members of `organisationIds`; never who. A retired one, or one without rules, is busy as its claims say and never open.
 * @throws Problem `invalid-window` for an empty, backward or too long window.
 */
export async function readAvailability(
  connection: Connection,
  instrumentId: string,
  range: Window,
  now: number,
  organisationIds: readonly string[],
): Promise<z.input<typeof availabilitySchema>> {
  if (range.until <= range.from || range.until - range.from > longestDays * DAY_MS)
    throw new Problem('invalid-window', { details: { longestDays } });
  const facts = await findInstrumentFacts(connection, instrumentId, range);
  if (!facts) throw new Problem('not-found');
  const { rules, zone, calendar, lent } = facts;
  const priority = facts.priority.filter((hours) => !organisationIds.includes(hours.organisationId));
  const wide = rules ? claimRange(range, rules) : range;
  const claims = withOverdue(await claimsOf(connection, [instrumentId], wide), lent, wide, now);
  const isOpen = rules !== null && facts.status === 'active';
  const times = availability({ rules: isOpen ? rules : closedRules, zone, calendar, priority, range, claims, now });
  const text = (window: Window) => ({ from: formatInstant(window.from), until: formatInstant(window.until) });
  return {
    instrumentId,
    zone,
    ...text(range),
    busy: times.busy.map((busy) => ({ ...text(busy), kind: busy.kind })),
    open: times.open.map(text),
    free: times.free.map(text),
    provisional: [range.from, range.until - 1].some(
      (at) => !calendar.isPublished(Number(localDay(zone, at).slice(0, 4))),
    ),
  };
}

/** What was due back and has not come goes on occupying what is free (C8), whether or not the sweeper has come by. */
function withOverdue(
  claims: readonly Claim[],
  lent: InstrumentFacts['lent'],
  range: Window,
  now: number,
): readonly Claim[] {
  if (!lent || lent.until > now) return claims;
  const rest = { from: Math.max(lent.until, range.from), until: range.until };
  const left = rest.until > rest.from ? subtract([rest], claims) : [];
  return [...claims, ...left.map((window) => ({ ...window, kind: lent.kind }))].sort((a, b) => a.from - b.from);
}

/** Rules of an instrument that is never open. */
const closedRules = {
  ...{
    weekly: [],
    slotMinutes: 60,
    minMinutes: 60,
    maxMinutes: 60,
    leadMinutes: 0,
    horizonDays: 1,
    setupMinutes: 0,
    teardownMinutes: 0,
  },
  ...{ closedOnHolidays: false, noShowMinutes: 0, quotas: [], qualificationIds: [] },
};
