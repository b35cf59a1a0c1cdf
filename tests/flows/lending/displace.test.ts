import { beforeEach, describe, expect, test } from 'vitest';
import { wednesdayMorning } from '../../support/factories/world.ts';
import { api, approveAll, ask, days, lendable, people, send, useLendingScene } from '../../support/lending-scene.ts';

useLendingScene();
beforeEach(() => api.clock.set(wednesdayMorning));

const window = { from: '2026-12-15T02:00:00.000Z', until: '2026-12-15T04:00:00.000Z' };

/** A booking of another organisation inside the wanted days. */
async function book(instrumentId: string, at: object = window): Promise<string> {
  const purpose = { kind: 'research', text: '' };
  const reply = await send(people.stranger, 'POST /bookings', { instrumentId, ...window, ...at, purpose });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body.id;
}

const preview = (as: (typeof people)[keyof typeof people], instrumentId: string, more = '') =>
  send(
    as,
    `GET /instruments/${instrumentId}/lending-preview?kind=loan&firstDay=${days.firstDay}&lastDay=${days.lastDay}${more}`,
  );
const conflictOf = async (bookingId: string) =>
  (await send(people.stranger, `GET /conflicts?bookingId=${bookingId}`)).body.items[0];
const kindsOn = async (instrumentId: string) =>
  (
    await send(
      people.booker,
      `GET /instruments/${instrumentId}/availability?from=2026-12-14T00:00:00Z&until=2026-12-19T00:00:00Z`,
    )
  ).body.busy.map((one: { kind: string }) => one.kind);

describe('a request over bookings', () => {
  test('is shown beforehand what would have to move, whose only to the staff; nothing is asked', async () => {
    const instrumentId = await lendable();
    expect((await preview(people.booker, instrumentId)).body).toEqual({
      isFree: true,
      mayDisplace: true,
      inTheWay: [],
    });
    const bookingId = await book(instrumentId);
    const seenByCustomer = (await preview(people.booker, instrumentId)).body;
    expect(seenByCustomer).toMatchObject({
      isFree: false,
      mayDisplace: true,
      inTheWay: [{ kind: 'booking', wouldMove: true }],
    });
    expect(JSON.stringify(seenByCustomer)).not.toContain(bookingId);
    expect((await preview(people.manager, instrumentId)).body.inTheWay).toMatchObject([
      { bookingId, organisation: { name: {} } },
    ]);
    const late = await send(
      people.booker,
      `GET /instruments/${instrumentId}/lending-preview?kind=loan&firstDay=2026-12-14&lastDay=2031-12-14`,
    );
    expect(late.body.refusal).toMatchObject({
      code: 'term-too-long',
      rule: 'X2',
      reference: expect.stringContaining('国务院令'),
    });
  });

  test('is refused unless it asks to displace; then the booking stays until the approval and becomes a conflict by it', async () => {
    const instrumentId = await lendable();
    const bookingId = await book(instrumentId);
    expect((await ask('loans', instrumentId)).body.code).toBe('slot-taken');
    const asked = await ask('loans', instrumentId, { displace: true });
    expect([asked.status, asked.body.displaces]).toEqual([201, true]);
    expect(await conflictOf(bookingId)).toBeUndefined();
    // Nobody new comes between, and the request is not in its own way.
    await expect(
      book(instrumentId, { from: '2026-12-16T02:00:00.000Z', until: '2026-12-16T04:00:00.000Z' }),
    ).rejects.toThrow('slot-taken');
    const stillBooked = (await preview(people.manager, instrumentId, `&exceptId=${asked.body.id}`)).body.inTheWay;
    expect(stillBooked).toMatchObject([{ kind: 'booking' }]);
    await approveAll(asked.body.id);
    expect(await conflictOf(bookingId)).toMatchObject({ cause: 'loan', status: 'open' });
    expect(new Set(await kindsOn(instrumentId))).toEqual(new Set(['loan']));
  });

  test('cancelled after its approval gives the time back, and the conflict closes', async () => {
    const instrumentId = await lendable();
    const bookingId = await book(instrumentId);
    const { id } = (await ask('loans', instrumentId, { displace: true })).body;
    await approveAll(id);
    await send(people.booker, `POST /loans/${id}/cancel`, {});
    expect(await conflictOf(bookingId)).toMatchObject({ status: 'resolved', outcome: 'kept' });
    expect(await kindsOn(instrumentId)).toEqual(['booking']);
  });

  test('declined leaves every booking where it was', async () => {
    const instrumentId = await lendable();
    const bookingId = await book(instrumentId);
    const { id } = (await ask('loans', instrumentId, { displace: true })).body;
    const { body } = await send(people.manager, `GET /approvals?subjectId=${id}&status=pending`);
    const first = body.items.find((step: { isCurrent: boolean }) => step.isCurrent);
    await send(people.manager, `POST /approvals/${first.id}/decide`, { decision: 'decline' });
    expect(await conflictOf(bookingId)).toBeUndefined();
    expect(await kindsOn(instrumentId)).toEqual(['booking']);
  });

  test('does not push a contract or an outage aside', async () => {
    const lent = await lendable();
    await ask('loans', lent);
    const over = await ask('leases', lent, { displace: true });
    expect([over.status, over.body.code]).toEqual([409, 'slot-taken']);
    expect((await preview(people.booker, lent)).body).toMatchObject({
      mayDisplace: false,
      inTheWay: [{ kind: 'loan', wouldMove: false }],
    });
    const broken = await lendable();
    await send(people.manager, 'POST /outages', { instrumentId: broken, ...window, kind: 'maintenance' });
    expect((await ask('loans', broken, { displace: true })).body.code).toBe('slot-taken');
  });
});
