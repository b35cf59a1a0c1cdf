import { startApi } from '../harness/processes.ts';
import { pgbenchScript } from '../harness/script.ts';
import { bookingRequests, type Stand } from '../harness/stand.ts';
import { openRecorder, type Recorded } from '../harness/wire.ts';

/** The statements of one booking as the API runs them, as a script that books slot after slot. */
export interface BookingScript {
  /** Everything from BEGIN to COMMIT, one statement after another. */
  whole: string;
  statements: Recorded[];
}

/**
 * Books one slot through the API and listens to what it says to the database. A slot with set-up and tear-down is taken,
 * so that each of its times is told apart.
 */
export async function recordBooking(stand: Stand): Promise<BookingScript> {
  const { slots } = await stand.takeSlots(200);
  const buffered = slots.filter((slot) => slot.occupiedFrom < slot.from && slot.occupiedUntil > slot.until);
  const [warmUp, slot] = buffered;
  if (!warmUp || !slot) throw new Error('No slot with set-up and tear-down to record with.');
  const recorder = await openRecorder(stand.databaseUrl);
  const api = await startApi({ ...stand.process, databaseUrl: recorder.url, poolSize: 1 });
  try {
    const same = { ...warmUp, person: slot.person };
    const [first, second] = bookingRequests(stand, [same, slot]);
    await send(api.url, first!);
    // The second request finds prepared statements and a known session, as nearly all do under load.
    recorder.start();
    await send(api.url, second!);
    const statements = recorder.stop();
    const text = (at: number) => new Date(at).toISOString();
    const varying = new Map([
      [second!.key!, "'bench-sql-' || :salt || '-' || :k"],
      [slot.labId, 'lab_id'],
      [slot.instrumentId, 'instrument_id'],
      [slot.districtId, 'district_id'],
      [stand.people.people[slot.person]!.userId, 'user_id'],
      [text(slot.noShowAt), 'no_show_text'],
      [text(slot.occupiedFrom), 'occupied_from_text'],
      [text(slot.occupiedUntil), 'occupied_until_text'],
      [text(slot.from), 'from_text'],
      [text(slot.until), 'until_text'],
    ]);
    return { whole: `${nextSlot}\n${pgbenchScript(statements, varying, [stand.people.organisationId])}`, statements };
  } finally {
    await api.stop();
    await recorder.close();
  }
}

/** Each client of pgbench takes every so-many-th slot, so that no two ask for the same. */
export const nextSlot = ['\\set k :first + :client_id + :clients * :turn', '\\set turn :turn + 1'].join('\n');

async function send(url: string, request: ReturnType<typeof bookingRequests>[number]): Promise<void> {
  const answer = await fetch(`${url}${request.path}`, {
    method: request.method,
    headers: {
      authorization: `Bearer ${request.token}`,
      'content-type': 'application/json',
      'idempotency-key': request.key!,
    },
    body: JSON.stringify(request.body),
  });
  if (answer.status !== 201) throw new Error(`Booking answered ${answer.status}: ${await answer.text()}`);
}
