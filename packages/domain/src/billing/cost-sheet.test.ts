import { describe, expect, it } from 'vitest';
import { type CostSheet, costPerHour, proposeRates } from './cost-sheet.ts';

/** A mass spectrometer: 1,800,000.00 over 10 years of 1,600 hours. */
const sheet: CostSheet = {
  valueFen: 180_000_000,
  depreciationYears: 10,
  ratedHoursPerYear: 1_600,
  consumablesPerHourFen: 4_550,
  powerWatts: 3_500,
  powerPerKwhFen: 83,
  maintenancePerYearFen: 9_000_000,
  spaceSquareMetres: 18,
  spacePerSquareMetreYearFen: 60_000,
};

describe('the cost of a machine hour', () => {
  it('is value by hours of life, and what every hour and every year takes', () => {
    expect(costPerHour(sheet)).toEqual({
      parts: [
        { kind: 'depreciation', perHourFen: 11_250 },
        { kind: 'consumables', perHourFen: 4_550 },
        { kind: 'power', perHourFen: 291 },
        { kind: 'maintenance', perHourFen: 5_625 },
        { kind: 'space', perHourFen: 675 },
      ],
      perHourFen: 22_391,
    });
  });

  it('is rounded once, from the exact sum', () => {
    const thirds = { ...sheet, valueFen: 1, depreciationYears: 1, ratedHoursPerYear: 3, consumablesPerHourFen: 0 };
    const cost = costPerHour({ ...thirds, powerWatts: 0, maintenancePerYearFen: 1, spaceSquareMetres: 0 });
    expect(cost.parts.map(({ perHourFen }) => perHourFen)).toEqual([0, 0, 0, 0, 0]);
    expect(cost.perHourFen).toBe(1);
  });

  it('needs hours and years', () => {
    expect(() => costPerHour({ ...sheet, ratedHoursPerYear: 0 })).toThrow(RangeError);
    expect(() => costPerHour({ ...sheet, depreciationYears: 0.5 })).toThrow(RangeError);
  });
});

describe('the rates of the groups', () => {
  const shares = [
    { priceGroup: 'internal', permille: 500 },
    { priceGroup: 'enterprise', permille: 1_250 },
  ] as const;

  it('are shares of the cost, half up', () => {
    expect(proposeRates(22_391, shares)).toEqual([
      { priceGroup: 'internal', ratePerHourFen: 11_196 },
      { priceGroup: 'enterprise', ratePerHourFen: 27_989 },
    ]);
  });

  it('are raised to whole steps, so that the cost stays covered', () => {
    expect(proposeRates(22_391, shares, 1_000).map(({ ratePerHourFen }) => ratePerHourFen)).toEqual([12_000, 28_000]);
  });
});
