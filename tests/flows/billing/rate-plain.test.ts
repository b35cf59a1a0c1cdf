import { createHash } from 'node:crypto';
import { ratePlainUses } from '@guanyi/db/billing/rate-plain';
import { type ChargeBasis, type PriceTerms, SERVICE_WAYS, TAX_CATEGORIES } from '@guanyi/domain/billing/price-policy';
import { rateUsage } from '@guanyi/domain/billing/rate';
import { calendar2026 } from '@guanyi/domain/kernel/calendar-2026.fixture';
import { newId } from '@guanyi/platform/ids';
import { describe, expect, test } from 'vitest';
import { database, freshInstrument, useBookingScene, world } from '../../support/booking-scene.ts';
import { at, wednesdayMorning } from '../../support/factories/world.ts';
import { fullScale } from '../../support/scale.ts';

useBookingScene();

const policies = fullScale ? 400 : 40;
const usesEach = 25;

/** Numbers that look random and are the same in every run. */
function dice(seed: string) {
  let turn = 0;
  return (most: number): number => {
    const hash = createHash('sha256').update(`${seed}/${turn++}`).digest();
    return hash.readUInt32BE(0) % (most + 1);
  };
}

function someTerms(roll: (most: number) => number): PriceTerms {
  const minimumFen = roll(1) * roll(30_000);
  return {
    form: 'machineTime',
    chargeFor: (['booked', 'used', 'overage'] as const)[roll(2)] as ChargeBasis,
    ratePerHourFen: roll(20_000),
    steps: [],
    timeFactors: [],
    setupFen: roll(1) * roll(9_999),
    operatorPerHourFen: roll(1) * roll(15_000),
    perSampleFen: roll(1) * roll(3_000),
    perDayFen: 0,
    minimumFen,
    capFen: roll(2) === 0 ? minimumFen + roll(20_000) : null,
    subsidyPermille: roll(2) * roll(500),
    cancellation: { noticeHours: 24, feeFen: 0 },
    noShowFeeFen: 0,
    taxCategory: TAX_CATEGORIES[roll(5)]!,
  };
}

interface Use {
  id: string;
  from: number;
  until: number;
  booked: { from: number; until: number } | null;
  samples: number | null;
  serviceWay: (typeof SERVICE_WAYS)[number];
}

function someUse(roll: (most: number) => number): Use {
  const start = at('2026-12-14 08:00') + roll(600) * 60_000;
  const booked = roll(3) === 0 ? null : { from: start, until: start + (1 + roll(20)) * 30 * 60_000 };
  const from = start + (roll(200_000_00) - 3_600_000);
  return {
    id: newId(),
    booked,
    from,
    until: from + 1 + roll(6 * 3_600_000),
    samples: roll(1) === 0 ? null : roll(9),
    serviceWay: SERVICE_WAYS[roll(4)]!,
  };
}

async function store(instrumentId: string, policyId: string, use: Use): Promise<void> {
  const { sql } = database;
  const iso = (ms: number) => new Date(ms).toISOString();
  const bookingId = use.booked ? newId() : null;
  if (use.booked) {
    await sql`
      INSERT INTO bookings (lab_id, id, number, instrument_id, district_id, organisation_id, user_id, status, from_at, until_at,
        purpose_kind, purpose_text, service_way, price_policy_id, price_group, quoted_subtotal_fen, quoted_tax_fen, quoted_total_fen)
      VALUES (${world.labId}, ${bookingId}, 'BK', ${instrumentId}, ${world.districtId}, ${world.university}, ${world.booker.userId},
        'completed', ${iso(use.booked.from)}, ${iso(use.booked.until)}, 'research', '', ${use.serviceWay}, ${policyId}, 'academic', 0, 0, 0)`;
  }
  await sql`
    INSERT INTO usage_records (lab_id, id, instrument_id, district_id, organisation_id, booking_id, source, source_id, from_at, until_at,
      samples, service_way, status, price_policy_id)
    VALUES (${world.labId}, ${use.id}, ${instrumentId}, ${world.districtId}, ${world.university}, ${bookingId}, 'test', ${use.id},
      ${iso(use.from)}, ${iso(use.until)}, ${use.samples}, ${use.serviceWay}, 'recorded', ${policyId})`;
}

/** A policy with those terms for an instrument of its own. */
async function storePolicy(terms: PriceTerms): Promise<{ instrumentId: string; policyId: string }> {
  const instrumentId = await freshInstrument({ policy: { ...terms } as never });
  const [row] = await database.sql<{ id: string }[]>`
    SELECT id FROM price_policies WHERE instrument_id = ${instrumentId} AND price_group = 'academic'`;
  return { instrumentId, policyId: row!.id };
}

describe('rating in sets', () => {
  test('makes the charges that the pure function makes, line by line, each once', { timeout: 300_000 }, async () => {
    const expected = new Map<string, unknown>();
    for (let n = 0; n < policies; n++) {
      const roll = dice(`policy ${n}`);
      const terms = someTerms(roll);
      const { instrumentId, policyId } = await storePolicy(terms);
      for (let i = 0; i < usesEach; i++) {
        const use = someUse(roll);
        await store(instrumentId, policyId, use);
        const used = { from: use.from, until: use.until };
        const context = { terms, zone: 'Asia/Shanghai', calendar: calendar2026, serviceWay: use.serviceWay };
        expected.set(use.id, rateUsage({ ...context, samples: use.samples ?? undefined, booked: use.booked, used }));
      }
    }
    const batch = (limit: number) =>
      database.begin((tx) =>
        ratePlainUses(tx, { labId: world.labId, which: tx.sql`true`, limit, now: wednesdayMorning }),
      );
    const made = [await batch(100), ...(await Promise.all([batch(100_000), batch(100_000)]))];
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(expected.size);
    const rows = await database.sql<
      { id: string; lines: unknown; subtotalFen: number; taxFen: number; totalFen: number }[]
    >`
      SELECT usage_record_id AS id, lines, subtotal_fen AS "subtotalFen", tax_fen AS "taxFen", total_fen AS "totalFen" FROM charges`;
    expect(rows).toHaveLength(expected.size);
    for (const { id, ...rating } of rows) expect([id, rating]).toEqual([id, expected.get(id)]);
    expect(await batch(100)).toBe(0);
  });
});
