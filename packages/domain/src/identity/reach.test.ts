import { describe, expect, it } from 'vitest';
import { mayGrant } from './grants.ts';
import { type Membership, publicReach, reachOf, regionPrefix } from './reach.ts';
import { type Role, roles } from './roles.ts';

function member(role: Role, more: Partial<Membership> = {}): Membership {
  return { id: `m-${role}`, organisationId: `org-${role}`, region: '370200', role, ...more };
}

describe('reach', () => {
  it.each([
    ['booker', { organisationIds: ['org-booker'] }],
    ['orgAdmin', { organisationIds: ['org-orgAdmin'] }],
    ['orgFinance', { organisationIds: ['org-orgFinance'] }],
    ['keeper', { labIds: ['lab-1'] }],
    ['labManager', { labIds: ['lab-1'] }],
    ['assetOfficer', { districtIds: ['org-assetOfficer'] }],
    ['finance', { districtIds: ['org-finance'] }],
    ['stViewer', { regionPrefixes: ['3702'] }],
    ['hqReviewer', { all: true }],
    ['auditor', { all: true }],
    ['platformAdmin', { all: true }],
  ] as const)('of a %s is %j', (role, part) => {
    expect(reachOf('u', [member(role, { labId: 'lab-1' })])).toEqual({ ...publicReach, userId: 'u', ...part });
  });

  it('counts only the roles that the operation admits', () => {
    const both = [member('booker'), member('auditor')];
    expect(reachOf('u', both, ['booker']).all).toBe(false);
    expect(reachOf('u', both).all).toBe(true);
  });

  it('never grows from a lab role without a lab', () => {
    expect(reachOf('u', [member('keeper')])).toEqual({ ...publicReach, userId: 'u' });
  });

  it('takes the meaning of a division code', () => {
    expect(['370000', '370200', '370202', '37', '3702'].map(regionPrefix)).toEqual([
      '37',
      '3702',
      '370202',
      '37',
      '3702',
    ]);
  });
});

describe('handing out roles', () => {
  const everywhere = { organisationKind: 'customsDistrict', organisationId: 'd', labId: 'lab-1' } as const;

  it('lets nobody but the platform make reviewers, viewers, auditors and platform administrators', () => {
    const managers = [
      member('orgAdmin', { organisationId: 'd' }),
      member('labManager', { labId: 'lab-1' }),
      member('assetOfficer', { organisationId: 'd' }),
    ];
    const granted = roles.filter((role) => mayGrant(reachOf('u', managers), { ...everywhere, role }));
    expect(granted).toEqual(['booker', 'orgAdmin', 'orgFinance', 'keeper', 'labManager', 'assetOfficer', 'finance']);
    const platform = reachOf('u', [member('platformAdmin')]);
    expect(roles.every((role) => mayGrant(platform, { ...everywhere, role }))).toBe(true);
  });

  it('keeps each role to the kinds of organisation where it makes sense', () => {
    const platform = reachOf('u', [member('platformAdmin')]);
    const inEnterprise = roles.filter((role) =>
      mayGrant(platform, { ...everywhere, organisationKind: 'enterprise', role }),
    );
    expect(inEnterprise).toEqual(['booker', 'orgAdmin', 'orgFinance', 'platformAdmin']);
  });
});
