import { createHash } from 'node:crypto';
import { overlaps } from '@guanyi/domain/kernel/window';
import { createWorkCalendar } from '@guanyi/domain/kernel/working-days';
import { describe, expect, it } from 'vitest';
import { type BookingRow, bookingsOf } from './bookings.ts';
import { loadDistricts, loadFamilies } from './data/load.ts';
import { reportedLabs } from './labs.ts';
import { type NationalPlan, planNation } from './plan.ts';
import { ruleTemplates } from './rules.ts';
import type { Vocabulary } from './vocabulary.ts';

const run = { seed: 7, scale: 0.002, bookings: 5_000, today: '2026-03-11' };

/** As much of the vocabularies as the generator asks for. */
function vocabulary(): Vocabulary {
  const codes = [...new Set(loadFamilies().map((family) => family.classCode))];
  const seats = loadDistricts().map((district) => district.seat);
  return {
    classCodes: codes.map((code) => ({
      ...{ scheme: 'GB/T 32847-2016', edition: '2016', code, nameZh: `类${code}`, nameEn: `Class ${code}` },
      ...{ level: 3, parentCode: null },
    })),
    divisions: new Map(seats.map((code) => [code, { code, nameZh: `区${code}`, level: 3 }])),
    counties: seats,
    allianceCodes: ['ceramics', 'tea'],
    calendar: createWorkCalendar({ days: [{ date: '2026-04-06', isOffDay: true }], publishedYears: [2026] }),
  };
}

function bookingsOfAll(plan: NationalPlan): BookingRow[] {
  return plan.instruments
    .filter((one) => one.forms.includes('machineTime'))
    .flatMap((one) => [
      ...bookingsOf(plan.run.seed, one, plan.bookings, plan.pricesOf(one), plan.customers, plan.days),
    ]);
}

function fingerprint(plan: NationalPlan): string {
  const facts = [
    plan.labs.map((lab) => [lab.id, lab.nameZh, lab.level, lab.region, lab.alliances]),
    plan.customers.map((customer) => [customer.id, customer.uscc, customer.users.map((user) => user.id)]),
    plan.instruments.map((one) => [one.id, one.nameZh, one.model, one.valueFen, one.forms, one.approval]),
    bookingsOfAll(plan).map((row) => [row.id, row.day, row.place.from, row.place.until, row.status, row.subtotalFen]),
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

describe('a generated nation', () => {
  const plan = planNation(run, vocabulary());

  it('is the same for the same seed and another for another', () => {
    expect(fingerprint(planNation(run, vocabulary()))).toBe(fingerprint(plan));
    expect(fingerprint(planNation({ ...run, seed: 8 }, vocabulary()))).not.toBe(fingerprint(plan));
  });

  it('has the labs that are reported, the six unexplained ones among them', () => {
    expect(plan.labs).toHaveLength(1_370);
    for (const [level, count] of Object.entries(reportedLabs)) {
      expect(plan.labs.filter((lab) => lab.level === level)).toHaveLength(count);
    }
    expect(new Set(plan.labs.map((lab) => lab.district.id)).size).toBe(42);
  });

  it('has values that sum to their share of the reported total to the fen', () => {
    expect(plan.instruments).toHaveLength(322);
    expect(plan.instruments.reduce((sum, one) => sum + one.valueFen, 0)).toBe(16_500_000_000 * 0.002 * 100);
  });

  it('has as many bookings as asked for, a fifth of them ahead', () => {
    const rows = bookingsOfAll(plan);
    expect(rows).toHaveLength(5_000);
    expect(rows.filter((row) => row.day > 0)).toHaveLength(1_000);
    expect(rows.filter((row) => row.day === 0)).toEqual([]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(5_000);
  });

  it('never books an instrument twice at one time, set-up and tear-down included', () => {
    const occupied = bookingsOfAll(plan).map(({ instrument, day, place }) => ({
      ...{ ordinal: instrument.ordinal, from: plan.days.at(day, place.occupiedFrom) },
      until: plan.days.at(day, place.occupiedUntil),
    }));
    const sorted = occupied.sort((a, b) => a.ordinal - b.ordinal || a.from - b.from);
    const clashes = sorted.filter((one, i) => {
      const before = sorted[i - 1];
      return before?.ordinal === one.ordinal && overlaps(before, one);
    });
    expect(clashes).toEqual([]);
  });

  it('books inside opening hours, on the grid and within the limits of length', () => {
    for (const { rules, cells } of ruleTemplates) {
      expect(cells.length).toBeGreaterThan(0);
      for (const place of cells.flat()) {
        expect([place.from % rules.slotMinutes, place.until % rules.slotMinutes]).toEqual([0, 0]);
        expect(place.until - place.from).toBeGreaterThanOrEqual(rules.minMinutes);
        expect(place.until - place.from).toBeLessThanOrEqual(rules.maxMinutes);
      }
    }
  });
});
