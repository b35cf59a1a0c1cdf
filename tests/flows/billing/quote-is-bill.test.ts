import { someTerms } from '@guanyi/domain/billing/arbitrary-terms.fixture';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { api, instrument, iso, record, tokens, useBillingScene } from '../../support/billing-scene.ts';
import { fullScale } from '../../support/scale.ts';

useBillingScene();

const runs = fullScale ? 300 : 8;
const serviceWay = fc.constantFrom('selfOperated', 'guided', 'commissioned', 'remote');
/** Half hours of one day within opening hours, over the borders of factors and over make-up days and holidays alike. */
const window = fc
  .tuple(fc.integer({ min: 16, max: 38 }), fc.integer({ min: 1, max: 16 }), fc.constantFrom('2026-12-15', '2027-01-01'))
  .filter(([start, length]) => start + length <= 40)
  .map(([start, length, day]) => ({ from: iso(clock(start), day), until: iso(clock(start + length), day) }));

function clock(halfHours: number): string {
  return `${String(Math.floor(halfHours / 2)).padStart(2, '0')}:${halfHours % 2 === 0 ? '00' : '30'}`;
}

/** What binds of a line; how it came about may be told in other words. */
const binding = (lines: Record<string, unknown>[]) =>
  lines.map(({ kind, quantity, unit, unitPriceFen, amountFen, taxCategory, taxFen }) => ({
    ...{ kind, quantity, unit, unitPriceFen, amountFen, taxCategory, taxFen },
  }));

test(`a quote is the bill: ${runs} random policies, windows and ways, used as booked, are charged line by line as quoted`, {
  timeout: 30_000 + runs * 2_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(someTerms, window, serviceWay, async (policy, booked, way) => {
      const instrumentId = await instrument({ policy: { ...policy } });
      const { body: quote } = await api.send('POST /quotes', {
        token: tokens.booker,
        body: { instrumentId, form: 'machineTime', ...booked, options: { serviceWay: way } },
      });
      const made = await api.send('POST /bookings', {
        token: tokens.booker,
        body: { instrumentId, ...booked, purpose: { kind: 'research', text: '' }, quoteId: quote.id },
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const use = await record({ bookingId: made.body.id, ...booked, serviceWay: way });
      // Confirming charges at once, without waiting for the worker.
      const confirmed = await api.send(`POST /usage-records/${use.body.id}/confirm`, {
        token: tokens.keeper,
        body: {},
      });
      expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
      const { body: list } = await api.send(`GET /charges?bookingId=${made.body.id}`, { token: tokens.finance });
      const [charge] = list.items;
      expect(binding(charge.lines)).toEqual(binding(quote.lines));
      for (const name of ['subtotalFen', 'taxFen', 'totalFen']) expect(charge[name]).toBe(quote[name]);
    }),
    { numRuns: runs, endOnFailure: true },
  );
});
