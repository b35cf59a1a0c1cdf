import { describe, expect, test } from 'vitest';
import { api, book, conflictsOf, day, fresh, text, tokens, useUpkeepScene } from '../../support/upkeep-scene.ts';

useUpkeepScene();

const open = {
  weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ day: weekday, from: '08:00', until: '20:00' })),
  ...{ slotMinutes: 30, minMinutes: 30, maxMinutes: 480, leadMinutes: 0, horizonDays: 90 },
};
const mornings = { ...open, weekly: open.weekly.map((window) => ({ ...window, until: '12:00' })) };

describe('new rules', () => {
  const put = (instrumentId: string, rules: object, query = '') =>
    api.send(`PUT /instruments/${instrumentId}/booking-rules${query}`, { token: tokens.labManager, body: rules });

  test('say before they are set which bookings they would refuse, and open a conflict for each when they are', async () => {
    const instrumentId = await fresh();
    const kept = (await book(instrumentId, '09:00', '11:00')).body.id;
    const refused = (await book(instrumentId, '11:00', '13:00')).body.id;
    const preview = await api.send(`POST /instruments/${instrumentId}/booking-rules/preview`, {
      token: tokens.labManager,
      body: mornings,
    });
    expect(preview.body).toMatchObject({
      count: 1,
      byCode: [{ code: 'outside-open-hours', count: 1 }],
      items: [{ bookingId: refused, codes: ['outside-open-hours'] }],
    });
    expect(await conflictsOf(instrumentId)).toEqual([]);
    expect((await put(instrumentId, mornings)).body.openedConflicts).toBe(1);
    expect(await conflictsOf(instrumentId)).toMatchObject([
      { bookingId: refused, cause: 'ruleChange', status: 'open', deadline: text('2026-12-12 10:20') },
    ]);
    for (const id of [kept, refused])
      expect((await api.send(`GET /bookings/${id}`, { token: tokens.booker })).body.status).toBe('confirmed');
    // Set again, and looked at again, nothing more comes of it.
    expect((await put(instrumentId, mornings)).body.openedConflicts).toBe(0);
    expect(await conflictsOf(instrumentId)).toHaveLength(1);
  });

  test('that allow it again end the conflict, and the booking is kept', async () => {
    const instrumentId = await fresh();
    await book(instrumentId, '13:00', '15:00');
    await put(instrumentId, mornings);
    await put(instrumentId, open);
    expect(await conflictsOf(instrumentId)).toMatchObject([{ status: 'resolved', outcome: 'kept' }]);
  });

  test('refuse by length and grid too, and leave everything as it is when the lab wants to keep it', async () => {
    const instrumentId = await fresh();
    await book(instrumentId, '09:30', '10:30');
    const coarse = { ...open, slotMinutes: 60, minMinutes: 120 };
    const preview = await api.send(`POST /instruments/${instrumentId}/booking-rules/preview`, {
      token: tokens.labManager,
      body: coarse,
    });
    expect(preview.body.items[0].codes.toSorted()).toEqual(['off-grid', 'too-short']);
    expect((await put(instrumentId, coarse, '?keepBookings=true')).body.openedConflicts).toBe(0);
    expect(await conflictsOf(instrumentId)).toEqual([]);
  });

  test('do not ask again for lead time, horizon or quota of a booking that stands', async () => {
    const instrumentId = await fresh();
    await book(instrumentId, '09:00', '11:00');
    const strict = {
      ...{ ...open, leadMinutes: 14_400, horizonDays: 12 },
      quotas: [{ per: 'user', unit: 'bookings', window: 'day', limit: 0 }],
    };
    expect((await put(instrumentId, strict)).body.openedConflicts).toBe(0);
  });

  test('a supervision by customs that is entered later touches what was booked for production', async () => {
    const instrumentId = await fresh();
    await book(instrumentId, '09:00', '10:00', { purpose: { kind: 'production', text: '' } });
    await book(instrumentId, '10:00', '11:00');
    await api.database.sql`
      INSERT INTO class_codes (scheme, edition, code, name_zh, level) VALUES ('GB/T 32847-2016', '2016', '010202', '质谱仪器', 3)
      ON CONFLICT DO NOTHING`;
    const changed = await api.send(`PATCH /instruments/${instrumentId}`, {
      token: tokens.labManager,
      body: { customsSupervisedUntil: '2026-12-31' },
    });
    expect(changed.status).toBe(200);
    expect(await conflictsOf(instrumentId)).toMatchObject([{ cause: 'ruleChange', from: text(`${day} 09:00`) }]);
  });
});
