import { describe, expect, it } from 'vitest';
import { judgeOffering, type NewOffering, type OfferedInstrument } from './offering.ts';

const instrument: OfferedInstrument = {
  isRetired: false,
  isValueKnown: true,
  isBsl3: false,
  unitType: 'publicInstitution',
};
const eligibility: NewOffering['eligibility'] = {
  project: '开放共享',
  statutoryExclusive: false,
  secret: false,
  titleClear: true,
  condition: 'normal',
};
const judge = (offering: Partial<NewOffering>, change: Partial<OfferedInstrument> = {}) =>
  judgeOffering({ mode: 'rent', forms: ['machineTime'], eligibility, ...offering }, { ...instrument, ...change })
    ?.code ?? null;

const equity = { mode: 'equity', forms: [] } as const;
const loan = { mode: 'loan', forms: [] } as const;
const lease = { mode: 'rent', forms: ['machineTime', 'termLease'] } as const;
const hours = { mode: 'rent', forms: ['machineTime'] } as const;
const samples = { mode: 'rent', forms: ['sample'] } as const;

describe('what a unit may offer', () => {
  it.each([
    ['an administrative unit contributes no equity', equity, { unitType: 'administrative' }, 'unit-type-not-allowed'],
    ['an administrative unit may lend', loan, { unitType: 'administrative' }, null],
    ['a public institution may contribute', equity, {}, null],
    ['without a value nothing is leased', lease, { isValueKnown: false }, 'value-unknown'],
    ['without a value nothing is contributed', equity, { isValueKnown: false }, 'value-unknown'],
    ['without a value it may be used on site', hours, { isValueKnown: false }, null],
    ['a BSL-3 zone takes samples', samples, { isBsl3: true }, null],
    ['a BSL-3 zone lets nobody operate', hours, { isBsl3: true }, 'not-eligible'],
    ['a BSL-3 zone lends nothing', loan, { isBsl3: true }, 'not-eligible'],
    ['a retired instrument is not offered', hours, { isRetired: true }, 'instrument-retired'],
    ['rent names a form', { mode: 'rent', forms: [] }, {}, 'form-required'],
  ] as [string, Partial<NewOffering>, Partial<OfferedInstrument>, string | null][])('%s', (_, offering, change, code) =>
    expect(judge(offering, change)).toBe(code),
  );

  it.each([
    [{ secret: true }, 'not-eligible'],
    [{ statutoryExclusive: true }, 'not-eligible'],
    [{ titleClear: false }, 'not-eligible'],
    [{ condition: 'faulty' }, 'not-eligible'],
    [{ project: ' ' }, 'not-eligible'],
  ] as [Partial<NewOffering['eligibility']>, string][])('a loan with %j is %s', (change, code) =>
    expect(judge({ ...loan, eligibility: { ...eligibility, ...change } })).toBe(code),
  );

  it('asks no project for machine time', () => {
    expect(judge({ ...hours, eligibility: { ...eligibility, project: '' } })).toBeNull();
  });
});
