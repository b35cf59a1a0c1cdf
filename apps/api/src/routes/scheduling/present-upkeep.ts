import type {
  breakdownReport,
  calibration,
  maintenancePlan,
  rulesPreview,
  schedulingPolicy,
} from '@guanyi/contracts/scheduling/upkeep-schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { BreakdownView } from '@guanyi/db/scheduling/breakdowns';
import type { CalibrationView } from '@guanyi/db/scheduling/calibrations';
import type { PlanView } from '@guanyi/db/scheduling/maintenance-plans';
import type { BookingAhead } from '@guanyi/db/scheduling/rule-change-queries';
import type { LabPolicy } from '@guanyi/db/scheduling/scheduling-policy';
import type { Window } from '@guanyi/domain/kernel/window';
import { expiresAt } from '@guanyi/domain/scheduling/calibration';
import type { RefusalCode } from '@guanyi/domain/scheduling/judge';
import type { z } from 'zod';

interface Placed {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  labId: string;
  districtId: string;
  instrumentId: string;
  instrument: { nameZh: string; nameEn: string | null; model: string; zone: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
}

export function presentBreakdown(view: BreakdownView): z.input<typeof breakdownReport> {
  const { status, description, photoIds, userId, displayName } = view;
  return {
    ...presentPlace(view),
    ...{ status, description, photoIds, user: { id: userId, displayName } },
    ...given('outageId', view.outageId),
    ...given('answer', view.answer || null),
    ...given('decidedAt', view.decidedAt === null ? null : formatInstant(view.decidedAt)),
  };
}

export function presentPlan(view: PlanView, next: readonly Window[]): z.input<typeof maintenancePlan> {
  const { status, kind, note, rrule, firstDay, fromClock, minutes, plannedUntil } = view;
  return {
    ...presentPlace(view),
    ...{ status, kind, note, rrule, firstDay, from: fromClock, minutes, plannedUntil: formatInstant(plannedUntil) },
    next: next.map(presentWindow),
  };
}

export function presentWindow({ from, until }: Window): { from: string; until: string } {
  return { from: formatInstant(from), until: formatInstant(until) };
}

export function presentCalibration(view: CalibrationView, now: number): z.input<typeof calibration> {
  const { calibratedOn, validUntil, certificate, dueFrom, dueMinutes } = view;
  const isValid = now < expiresAt({ zone: view.instrument.zone, validUntil });
  return {
    ...presentPlace(view),
    ...{ calibratedOn, validUntil, certificate, dueFrom, dueMinutes, status: isValid ? 'valid' : 'expired' },
    ...given('outageId', view.outageId),
  };
}

export function presentPolicy({ updatedAt, ...policy }: LabPolicy): z.input<typeof schedulingPolicy> {
  return {
    ...policy,
    isUsual: policy.version === 0,
    ...given('updatedAt', updatedAt === null ? null : formatInstant(updatedAt)),
  };
}

const mostListed = 100;

export function presentRefusedAhead(
  refused: readonly (BookingAhead & { codes: RefusalCode[] })[],
): z.input<typeof rulesPreview> {
  const counts = new Map<RefusalCode, number>();
  for (const code of refused.flatMap(({ codes }) => codes)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return {
    count: refused.length,
    byCode: [...counts].map(([code, count]) => ({ code, count })),
    items: refused.slice(0, mostListed).map((booking) => ({
      ...{ bookingId: booking.id, number: booking.number, ...presentWindow(booking), codes: booking.codes },
      organisation: { id: booking.organisationId, name: name(booking.organisation) },
      user: { id: booking.userId, displayName: booking.displayName },
    })),
  };
}

function presentPlace(view: Placed) {
  const { id, version, labId, districtId, instrumentId, instrument, lab } = view;
  return {
    ...{ id, version, createdAt: formatInstant(view.createdAt), updatedAt: formatInstant(view.updatedAt) },
    ...{ labId, districtId, instrumentId },
    instrument: { name: name(instrument), model: instrument.model, zone: instrument.zone },
    lab: { name: name(lab), city: lab.city },
  };
}

function name(row: { nameZh: string; nameEn: string | null }): { zh: string; en?: string } {
  return { zh: row.nameZh, ...given('en', row.nameEn) };
}

function given<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return value === null ? {} : ({ [key]: value } as { [P in K]: V });
}
