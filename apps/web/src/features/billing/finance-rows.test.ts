import { describe, expect, it } from 'vitest';
import { type Charge, financeRows, type Usage, varianceOf } from './finance-rows.ts';

const instrument = { id: 'i', name: { zh: '质谱' }, model: '7900' };
const organisation = { id: 'o', name: { zh: '大学' } };

function usage(id: string, from: string, until: string | undefined, more: Partial<Usage> = {}): Usage {
  const booked = { bookedFrom: '2026-12-08T01:00:00.000Z', bookedUntil: '2026-12-08T04:00:00.000Z' };
  return {
    id,
    from,
    until,
    ...booked,
    status: 'recorded',
    metered: [],
    variance: {},
    instrument,
    organisation,
    ...more,
  } as unknown as Usage;
}

function charge(id: string, totalFen: number, more: Partial<Charge> = {}): Charge {
  const amounts = { subtotalFen: totalFen, taxFen: 0, totalFen };
  const facts = { kind: 'usage', occurredAt: '2026-12-08T05:00:00.000Z', instrument, organisation };
  return { id, ...facts, ...amounts, ...more } as unknown as Charge;
}

describe('rows of use and money', () => {
  it('put a use and its charge into one row', () => {
    const [row, ...rest] = financeRows(
      [usage('u', '2026-12-08T01:00:00.000Z', '2026-12-08T04:00:00.000Z')],
      [charge('c', 630, { usageRecordId: 'u' })],
    );
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ key: 'u', kind: 'usage', totalFen: 630 });
  });

  it('put a correction, and the correction of that, with the charge they refer to', () => {
    const rows = financeRows(
      [usage('u', '2026-12-08T01:00:00.000Z', '2026-12-08T04:00:00.000Z')],
      [
        charge('c3', 10, { kind: 'adjustment', refersToChargeId: 'c2' }),
        charge('c2', -80, { kind: 'adjustment', refersToChargeId: 'c1' }),
        charge('c1', 630, { usageRecordId: 'u' }),
      ],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ totalFen: 560 });
  });

  it('give a fee without a use its own row, latest first', () => {
    const rows = financeRows(
      [usage('u', '2026-12-07T01:00:00.000Z', '2026-12-07T04:00:00.000Z')],
      [charge('fee', 600, { kind: 'noShow' })],
    );
    expect(rows.map(({ key, kind }) => [key, kind])).toEqual([
      ['fee', 'noShow'],
      ['u', 'usage'],
    ]);
  });
});

describe('the difference between booked and used', () => {
  const minutes = (until: string | undefined, more: Partial<Usage> = {}) =>
    varianceOf(financeRows([usage('u', '2026-12-08T01:00:00.000Z', until, more)], [])[0]!);

  it('is none within the minute', () => {
    expect(minutes('2026-12-08T04:00:59.000Z')).toMatchObject({ minutes: 0, isNotable: false });
  });

  it('counts whole minutes over and under', () => {
    expect(minutes('2026-12-08T04:15:00.000Z')).toMatchObject({ minutes: 15, isNotable: true, tone: 'hm' });
    expect(minutes('2026-12-08T03:30:00.000Z')).toMatchObject({ minutes: -30, isNotable: false });
  });

  it('calls for a look without an end', () => {
    expect(minutes(undefined)).toMatchObject({ minutes: undefined, isNotable: true, tone: 'bad' });
  });
});
