import type { lab as labSchema, labTotals } from '@guanyi/contracts/catalogue/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { LabLevel, LabView } from '@guanyi/db/catalogue/labs';
import { computedLabTotal, reportedLabsByLevel, reportedLabTotal } from '@guanyi/domain/catalogue/national-totals';
import type { Actor } from '@guanyi/domain/identity/reach';
import type { z } from 'zod';
import { localizedName, optional } from './present-instrument.ts';
import { isStaffOf } from './read-instrument.ts';

export function presentLab(lab: LabView, actor: Actor | null): z.input<typeof labSchema> {
  const { districtNameZh, districtNameEn, nameZh, nameEn, address, alliances, createdAt, updatedAt, ...facts } = lab;
  const isHidden = lab.isBsl3 && !isStaffOf(actor, { labId: lab.id, districtId: lab.districtId });
  return {
    ...facts,
    createdAt: formatInstant(createdAt),
    updatedAt: formatInstant(updatedAt),
    name: localizedName(nameZh, nameEn),
    districtName: localizedName(districtNameZh, districtNameEn),
    ...optional('address', isHidden ? null : address),
    alliances: alliances.map((alliance) => ({
      code: alliance.code,
      name: localizedName(alliance.nameZh, alliance.nameEn),
    })),
  };
}

/** The reported total beside the sum of its parts, and what is on record here; the difference is shown, not mended. */
export function presentLabTotals(recorded: Partial<Record<LabLevel, number>>): z.input<typeof labTotals> {
  const reported: Record<LabLevel, number> = {
    ...reportedLabsByLevel,
    unexplained: reportedLabTotal - computedLabTotal,
  };
  const levels = Object.keys(reported) as LabLevel[];
  return {
    reportedTotal: reportedLabTotal,
    computedTotal: computedLabTotal,
    byLevel: levels.map((level) => ({ level, reported: reported[level], recorded: recorded[level] ?? 0 })),
  };
}
