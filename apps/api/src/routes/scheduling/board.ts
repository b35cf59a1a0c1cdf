import { getBoard } from '@guanyi/contracts/scheduling/board-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { type BoardClaim, findBoardLab, readBoard } from '@guanyi/db/scheduling/board-queries';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import type { z } from 'zod';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { localizedName, optional } from '../catalogue/present-instrument.ts';

/** A month with the days of the weeks around it. */
const longestDays = 45;

/** The schedule board of a lab. */
export function boardRoutes(api: Api): void {
  register(api, getBoard, async ({ params, query, reach, now }) => {
    const window = { from: query.from, until: query.until };
    if (window.until <= window.from || window.until - window.from > longestDays * DAY_MS)
      throw new Problem('invalid-window', { details: { longestDays } });
    const labId = await findBoardLab(api.database, reach, params.labId);
    if (!labId) throw new Problem('not-found');
    const rows = await readBoard(api.database, { labId, window, now });
    const present = (claim: BoardClaim) => presentClaim(claim, window.until);
    return {
      status: 200,
      body: {
        labId,
        from: formatInstant(window.from),
        until: formatInstant(window.until),
        instruments: rows.map(({ instrumentId, claims }) => ({ instrumentId, claims: claims.map(present) })),
      },
    };
  });
}

type ClaimBody = z.input<(typeof getBoard.responses)[200]>['instruments'][number]['claims'][number];

/** The booked window where there is one, and around it the footprint; what has no end yet reaches to the end of the board. */
function presentClaim(claim: BoardClaim, boardUntil: number): ClaimBody {
  const { booking, organisation } = claim;
  const footprint = {
    from: instant(claim.from),
    until: claim.until ? instant(claim.until) : formatInstant(boardUntil),
  };
  const window = booking ? usedWindow(booking) : footprint;
  const name = organisation && localizedName(organisation.nameZh, organisation.nameEn);
  return {
    id: claim.id,
    kind: claim.isPending ? 'pending' : claim.kind,
    ...window,
    footprint,
    ...(booking
      ? {
          booking: {
            status: booking.status,
            version: booking.version,
            number: booking.number,
            person: booking.person,
            serviceWay: booking.serviceWay as NonNullable<ClaimBody['booking']>['serviceWay'],
          },
        }
      : {}),
    ...optional('organisation', name),
    ...optional('note', claim.note),
    suspended: claim.isSuspended,
    ...optional('conflictId', claim.conflictId),
  };
}

/** A booking that was left early ends where it was left; never before it began. */
function usedWindow(booking: NonNullable<BoardClaim['booking']>): { from: string; until: string } {
  const left = booking.checkedOutAt ? Date.parse(booking.checkedOutAt) : Number.POSITIVE_INFINITY;
  const from = Date.parse(booking.from);
  const until = Math.max(from + 60_000, Math.min(left, Date.parse(booking.until)));
  return { from: formatInstant(from), until: formatInstant(until) };
}

function instant(text: string): string {
  return formatInstant(Date.parse(text));
}
