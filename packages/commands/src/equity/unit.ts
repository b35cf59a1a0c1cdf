import type { Reach } from '@guanyi/domain/identity/reach';

/** True for people of the contributing unit: its lab, its district. */
export function isOfUnit(reach: Reach, of: { labId: string; districtId: string }): boolean {
  return reach.labIds.includes(of.labId) || reach.districtIds.includes(of.districtId);
}
