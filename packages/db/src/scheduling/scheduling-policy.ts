import { type SchedulingPolicy, USUAL_POLICY } from '@guanyi/domain/scheduling/scheduling-policy';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

/** A lab's policy as it stands; version 0 and no instant while the lab has set nothing. */
export interface LabPolicy extends SchedulingPolicy {
  labId: string;
  version: number;
  updatedAt: number | null;
}

/** What holds in a lab: what it has set, or what is usual. */
export async function findPolicy({ sql }: Connection, labId: string): Promise<LabPolicy> {
  const [row] = await sql<(Omit<LabPolicy, 'updatedAt'> & { updatedAt: string })[]>`
    SELECT lab_id AS "labId", outage_answer_hours AS "outageAnswerHours", planned_answer_hours AS "plannedAnswerHours",
      clear_minutes AS "clearMinutes", defaults, same_instrument_days AS "sameInstrumentDays", equivalent_days AS "equivalentDays",
      early_check_in_minutes AS "earlyCheckInMinutes", version, updated_at::text AS "updatedAt"
    FROM scheduling_policies WHERE lab_id = ${labId}`;
  if (!row) return { ...USUAL_POLICY, labId, version: 0, updatedAt: null };
  return { ...row, updatedAt: instantFromText(row.updatedAt) };
}

/** How early the customer of a booking may check in. */
export async function findEarlyMinutes({ sql }: Connection, bookingId: string): Promise<number> {
  const [row] = await sql<{ minutes: number }[]>`
    SELECT p.early_check_in_minutes AS minutes FROM bookings b JOIN scheduling_policies p ON p.lab_id = b.lab_id
    WHERE b.id = ${bookingId}`;
  return row?.minutes ?? USUAL_POLICY.earlyCheckInMinutes;
}

export async function putPolicy(
  tx: Tx,
  policy: SchedulingPolicy & { labId: string; updatedBy: string | null; now: number },
): Promise<void> {
  const at = instantToText(policy.now);
  await tx.sql`
    INSERT INTO scheduling_policies AS p (lab_id, outage_answer_hours, planned_answer_hours, clear_minutes, defaults,
      same_instrument_days, equivalent_days, early_check_in_minutes, updated_by, created_at, updated_at)
    VALUES (${policy.labId}, ${policy.outageAnswerHours}, ${policy.plannedAnswerHours}, ${policy.clearMinutes}, ${policy.defaults},
      ${policy.sameInstrumentDays}, ${policy.equivalentDays}, ${policy.earlyCheckInMinutes}, ${policy.updatedBy}, ${at}, ${at})
    ON CONFLICT (lab_id) DO UPDATE SET outage_answer_hours = excluded.outage_answer_hours,
      planned_answer_hours = excluded.planned_answer_hours, clear_minutes = excluded.clear_minutes, defaults = excluded.defaults,
      same_instrument_days = excluded.same_instrument_days, equivalent_days = excluded.equivalent_days,
      early_check_in_minutes = excluded.early_check_in_minutes, updated_by = excluded.updated_by, version = p.version + 1,
      updated_at = excluded.updated_at`;
}
