import { describe, expect, it } from 'vitest';
import { withOwnChanges } from './own-changes.ts';

describe('own changes on top of somebody else’s', () => {
  const before = { weekly: [1, 2], numbers: { lead: '60', slot: '30' }, isClosed: true };

  it('leaves the other change where the reader changed nothing', () => {
    const fresh = { ...before, numbers: { lead: '90', slot: '30' } };
    expect(withOwnChanges(before, { ...before, weekly: [1, 2, 3] }, fresh)).toEqual({ ...fresh, weekly: [1, 2, 3] });
  });

  it('looks inside groups of fields', () => {
    const mine = { ...before, numbers: { lead: '60', slot: '15' } };
    const fresh = { ...before, numbers: { lead: '90', slot: '30' } };
    expect(withOwnChanges(before, mine, fresh).numbers).toEqual({ lead: '90', slot: '15' });
  });

  it('lets the reader win where both changed the same', () => {
    const mine = { ...before, isClosed: false };
    expect(withOwnChanges({ ...before }, mine, { ...before, weekly: [] })).toEqual({ ...mine, weekly: [] });
    expect(withOwnChanges(before, { ...before, weekly: [9] }, { ...before, weekly: [8] }).weekly).toEqual([9]);
  });
});
