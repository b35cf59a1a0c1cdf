import { addDays, type Day, startOfDay } from '../kernel/local-time.ts';
import type { Instant } from '../kernel/window.ts';

/** Purposes for which a tax-exempt import may be used while customs supervises it. */
const supervisedPurposes: readonly string[] = ['research', 'development', 'teaching'];

/** When customs lets go of an instrument: the last day of supervision still counts (X4). Minus infinity: never supervised. */
export function supervisionEnds(zone: string, supervisedUntil: Day | null): Instant {
  return supervisedUntil === null ? Number.NEGATIVE_INFINITY : startOfDay(zone, addDays(supervisedUntil, 1));
}

/** True for a purpose that is allowed under supervision too. */
export function isSupervisedPurpose(purposeKind: string): boolean {
  return supervisedPurposes.includes(purposeKind);
}
