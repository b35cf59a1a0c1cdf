import { describe, expect, it } from 'vitest';
import { bodyOf, type ChainPolicy, draftOf, faultsOf, moveStep, stagesOf } from './chain-form.ts';

const policy: ChainPolicy = {
  ...{ id: 'p', version: 1, createdAt: '2026-12-01T00:00:00.000Z', updatedAt: '2026-12-01T00:00:00.000Z' },
  ...{ status: 'active', scope: 'national', scopeType: 'national', mode: 'rent', form: 'termLease', isDefault: true },
  ...{ valueFromFen: 0, valueUntilFen: 800_000_000, daysFrom: 0, filingWorkingDays: 15 },
  effectiveFrom: '1970-01-01T00:00:00.000Z',
  steps: [
    { role: 'labManager', slaHours: 48, onTimeout: 'escalate' },
    { role: 'finance', orRoles: ['assetOfficer'], alongside: true, slaHours: 72, onTimeout: 'decline' },
    { role: 'hqReviewer', slaHours: 12, onTimeout: 'approve' },
  ],
};

describe('the form of a chain', () => {
  it('sends what it has read, from midnight in China on', () => {
    const body = bodyOf({ ...draftOf(policy, '2027-01-01'), lastDay: '2027-12-31' });
    expect(body).toEqual({
      ...{ scope: 'national', mode: 'rent', form: 'termLease', steps: policy.steps },
      ...{ valueFromFen: 0, valueUntilFen: 800_000_000, daysFrom: 0, filingWorkingDays: 15 },
      ...{ effectiveFrom: '2026-12-31T16:00:00.000Z', effectiveUntil: '2027-12-31T16:00:00.000Z' },
    });
  });

  it('names what cannot be sent', () => {
    const draft = draftOf(policy, '2027-01-01');
    expect(faultsOf(draft)).toEqual({});
    const steps = draft.steps.map((step, i) => ({ ...step, days: ['0', '2.5', '1.01'][i] ?? '' }));
    const wrong = {
      valueFrom: 'many',
      valueUntil: '-1',
      daysFrom: '1.5',
      filingDays: '400',
      lastDay: '2026-12-31',
      steps,
    };
    expect(faultsOf({ ...draft, ...wrong })).toEqual({
      ...{ valueFrom: true, valueUntil: true, daysFrom: true, filingDays: true, lastDay: true },
      steps: [steps[0]?.key, steps[2]?.key],
    });
  });

  it('groups steps that are asked together, and lets the first of all stand alone', () => {
    expect(stagesOf(policy.steps).map((stage) => stage.map(({ role }) => role))).toEqual([
      ['labManager', 'finance'],
      ['hqReviewer'],
    ]);
    const moved = moveStep(draftOf(policy, '2027-01-01').steps, 1, -1);
    expect(moved.map(({ role, alongside }) => [role, alongside])).toEqual([
      ['finance', false],
      ['labManager', false],
      ['hqReviewer', false],
    ]);
  });
});
