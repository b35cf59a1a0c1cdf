import {
  acceptWaitlistOffer as accept,
  leaveWaitlist as leave,
} from '@guanyi/commands/scheduling/answer-waitlist-offer';
import { joinWaitlist as join } from '@guanyi/commands/scheduling/join-waitlist';
import { offerSlot } from '@guanyi/commands/scheduling/offer-slot';
import * as endpoints from '@guanyi/contracts/scheduling/waitlist-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Connection } from '@guanyi/db/client';
import { type EntryView, listEntries } from '@guanyi/db/scheduling/waitlist';
import type { Reach } from '@guanyi/domain/identity/reach';
import { waitlistStatusAt } from '@guanyi/domain/scheduling/waitlist';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { bookingBody } from './written-booking.ts';

/** Waiting for time on an instrument that is taken. */
export function waitlistRoutes(api: Api): void {
  register(api, endpoints.joinWaitlist, async ({ body, reach, now, write }) =>
    write(join, body, async (tx, { id }) => ({
      status: 201,
      body: presentEntry(await written(tx, reach, id), now),
      headers: { location: `/api/v1/waitlist-entries/${id}` },
    })),
  );

  register(api, endpoints.leaveWaitlist, async ({ params, write }) => write(leave, params, () => ({ status: 204 })));

  register(api, endpoints.acceptWaitlistOffer, async ({ params, reach, now, write }) =>
    write(accept, params, async (tx, { id }) => {
      const entry = await written(tx, reach, id);
      if (entry.bookingId === null) throw new Error(`Waitlist entry ${id} was accepted without a booking.`);
      const booking = await bookingBody(tx, reach, entry.bookingId, now);
      return { status: 200, body: { ...presentEntry(entry, now), booking } };
    }),
  );

  register(api, endpoints.offerWaitlistSlot, async ({ params, body, reach, now, write }) =>
    write(offerSlot, { ...params, ...body }, async (tx, { id }) => ({
      status: 200,
      body: presentEntry(await written(tx, reach, id), now),
    })),
  );

  register(api, endpoints.listWaitlistEntries, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listEntries(api.database, reach, { ...filter, after: cursor });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.createdAt, row.id],
        (row) => presentEntry(row, now),
      ),
    };
  });

  register(api, endpoints.getWaitlistEntry, async ({ params, reach, now }) => {
    const [entry] = await listEntries(api.database, reach, { id: params.waitlistEntryId, limit: 1 });
    if (!entry) throw new Problem('not-found');
    return { status: 200, body: presentEntry(entry, now) };
  });
}

async function written(tx: Connection, reach: Reach, id: string): Promise<EntryView> {
  const [entry] = await listEntries(tx, reach, { id, limit: 1 });
  if (!entry) throw new Error(`Waitlist entry ${id} is not there after it was written.`);
  return entry;
}

/** An entry as clients see it. An offer whose time has passed reads `lapsed` even before the sweeper has come by. */
function presentEntry(view: EntryView, now: number): endpoints.WaitlistEntryBody {
  const { instrument, lab, organisation, offerFrom, offerUntil, offerHoldUntil } = view;
  const isOffered = offerFrom !== null && offerUntil !== null && offerHoldUntil !== null;
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    status: waitlistStatusAt(view, now),
    labId: view.labId,
    instrumentId: view.instrumentId,
    organisationId: view.organisationId,
    userId: view.userId,
    from: formatInstant(view.from),
    until: formatInstant(view.until),
    minutes: view.minutes,
    autoAccept: view.autoAccept,
    ...(view.position === null ? {} : { position: view.position }),
    ...(isOffered
      ? {
          offer: {
            from: formatInstant(offerFrom),
            until: formatInstant(offerUntil),
            holdUntil: formatInstant(offerHoldUntil),
          },
        }
      : {}),
    ...(view.bookingId === null ? {} : { bookingId: view.bookingId }),
    ...(view.refusal === null ? {} : { refusal: view.refusal }),
    instrument: { name: name(instrument), model: instrument.model, zone: instrument.zone },
    lab: { name: name(lab), city: lab.city },
    organisation: { name: name(organisation) },
    user: { displayName: view.displayName },
  };
}

function name(row: { nameZh: string; nameEn: string | null }): { zh: string; en?: string } {
  return row.nameEn === null ? { zh: row.nameZh } : { zh: row.nameZh, en: row.nameEn };
}
