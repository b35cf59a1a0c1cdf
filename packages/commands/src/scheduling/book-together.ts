import type { Database } from '@guanyi/db/client';
import type { BookingView } from '@guanyi/db/scheduling/booking-queries';
import { type BookingToInsert, insertBookings } from '@guanyi/db/scheduling/insert-bookings';
import type { CommandContext } from '../context.ts';
import { executeForReply, type IdempotencyKey, type Replied, type Reply } from '../execute.ts';
import { createBooking } from './create-booking.ts';
import { type BookingRequest, prepareBooking } from './prepare-booking.ts';
import { readRequest } from './read-request.ts';
import { refusePlainlyTaken } from './take-slot.ts';
import { viewOfNew } from './view-of-new.ts';

/** Statements under way at a time: the next one gathers what has come in meanwhile, so a lone request never waits. */
const mostUnderWay = 2;
/** Rows of one statement; beyond this its time grows faster than what it saves. */
const mostTogether = 64;

/** One request to book, with how its reply is made. */
export interface BookingCall {
  context: CommandContext;
  request: BookingRequest;
  answer: (view: BookingView) => Reply;
  idempotency: IdempotencyKey | undefined;
}

export interface BookingDesk {
  book(call: BookingCall): Promise<Replied>;
}

/**
 * Books many requests that arrive together in one statement, each accepted or refused by itself. The statement is its own
 * transaction: occupancy, booking, history, event and stored reply stand or fall together. Whatever is not plainly
 * accepted, a taken slot, a replay, a hold to give back, a limit to keep, a failed statement, is done again by itself by `createBooking`.
 * @param pass the gate in front of the database: work is handed to it in units of one connection.
 */
export function createBookingDesk(database: Database, pass: <T>(work: () => Promise<T>) => Promise<T>): BookingDesk {
  const insert = together((wanted: readonly BookingToInsert[]) => pass(() => insertBookings(database, wanted)));

  const bookQuickly = async ({ context, request, answer, idempotency }: BookingCall): Promise<Replied | undefined> => {
    const asked = { ...request, form: 'machineTime' as const, window: request };
    const read = await pass(() => readRequest(database, context, asked));
    const prepared = read.ok ? prepareBooking(context, read.value, request, []) : read;
    // With a key the refusal may be wrong: the first request with it may have been granted.
    if (!prepared.ok) return idempotency ? undefined : prepared;
    // Under a limit bookings are counted one after another, in a transaction of their own.
    if (!read.ok || read.value.isLimited) return undefined;
    // So it is under a quota, which is counted under a lock.
    if (read.value.instrument.rules?.quotas.length) return undefined;
    const value = answer(viewOfNew(prepared.value.booking, read.value));
    const isAccepted = await insert({ ...prepared.value, idempotency: idempotency && { ...idempotency, ...value } });
    if (isAccepted) return { ok: true, value, replayed: false };
    const slot = {
      window: request,
      footprint: prepared.value.footprint,
      now: context.now,
      userId: context.reach.userId ?? null,
    };
    return pass(() => refusePlainlyTaken(database, read.value.instrument, slot));
  };

  return {
    async book(call) {
      const isPlain = call.request.holdId === undefined && call.request.until > call.request.from;
      const quick = isPlain ? await bookQuickly(call) : undefined;
      if (quick) return quick;
      const { context, request, answer, idempotency } = call;
      return pass(() =>
        executeForReply(database, context, createBooking, request, (_tx, view) => answer(view), idempotency),
      );
    },
  };
}

interface Waiting {
  item: BookingToInsert;
  settle: (isAccepted: boolean) => void;
}

/** Gathers items while earlier ones are under way. A statement that fails accepts nothing, so each is tried by itself. */
function together(run: (items: readonly BookingToInsert[]) => Promise<ReadonlySet<string>>) {
  const waiting: Waiting[] = [];
  let underWay = 0;
  const start = async (): Promise<void> => {
    if (underWay >= mostUnderWay || waiting.length === 0) return;
    underWay += 1;
    const batch = waiting.splice(0, mostTogether);
    const accepted = await run(batch.map(({ item }) => item)).catch(() => new Set<string>());
    underWay -= 1;
    for (const { item, settle } of batch) settle(accepted.has(item.booking.id));
    await start();
  };
  return (item: BookingToInsert) =>
    new Promise<boolean>((settle) => {
      waiting.push({ item, settle });
      void start();
    });
}
