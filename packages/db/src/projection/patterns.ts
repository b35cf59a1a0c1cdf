import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';

/** What instruments that share their rules have in common. */
export interface BookingPattern {
  id: number;
  zone: string;
  offersMachineTime: boolean;
  rules: BookingRules | null;
}

export async function loadPatterns({ sql }: Connection): Promise<BookingPattern[]> {
  return sql<BookingPattern[]>`
    SELECT id, zone, offers_machine_time AS "offersMachineTime", rules FROM booking_patterns ORDER BY id`;
}

/** The columns of `booking_patterns` for instrument `i`, lab `l` and rules `r`, where `r` may be missing. */
export function patternColumns({ sql }: Connection): Fragment {
  const zone = sql`coalesce(i.zone, l.zone)`;
  const offers = sql`'machineTime' = ANY(i.forms)`;
  return sql`md5(concat_ws(' ', ${zone}, ${offers}, r.weekly, r.slot_minutes, r.min_minutes, r.max_minutes, r.lead_minutes, r.horizon_days,
      r.setup_minutes, r.teardown_minutes, r.closed_on_holidays)) AS digest,
    ${zone} AS zone, ${offers} AS offers_machine_time,
    CASE WHEN r.lab_id IS NOT NULL THEN jsonb_build_object('weekly', r.weekly, 'slotMinutes', r.slot_minutes, 'minMinutes', r.min_minutes,
      'maxMinutes', r.max_minutes, 'leadMinutes', r.lead_minutes, 'horizonDays', r.horizon_days, 'setupMinutes', r.setup_minutes,
      'teardownMinutes', r.teardown_minutes, 'closedOnHolidays', r.closed_on_holidays, 'noShowMinutes', 0, 'quotas', '[]'::jsonb,
      'qualificationIds', '[]'::jsonb) END AS rules`;
}
