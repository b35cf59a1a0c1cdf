import { exposureFen } from '@guanyi/domain/limits/limits';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { sumExposure } from '../limits/credit.ts';
import type { ApprovalView } from './queries.ts';

/** What speaks for and against a case beside its value: calendar, customer, person. */
export interface ApprovalFacts {
  originalValueFen: number | null;
  /** The days are occupied for the case already. */
  isHeld: boolean;
  /** Bookings of the instrument on the days of the case, or from now on where it has none yet. */
  bookingsInTheWay: number;
  openConflicts: number;
  /** Null where nobody has set one. */
  creditLimitFen: number | null;
  exposureFen: number;
  overdueFen: number;
  /** Instruments of the district that the customer has now, this case not counted. */
  instrumentsOut: number;
  lendingsEnded: number;
  lendingsOverdue: number;
  damages: number;
  bookingsCompleted: number;
  noShows: number;
  /** Of the person who asks, in the lab of the instrument. */
  qualifications: number;
  qualifiedUntil: number | null;
  suspendedUntil: number | null;
}

type Row = Omit<
  ApprovalFacts,
  'creditLimitFen' | 'exposureFen' | 'overdueFen' | 'qualifiedUntil' | 'suspendedUntil'
> & {
  creditLimitFen: number | null;
  qualifiedUntil: string | null;
  suspendedUntil: string | null;
};

/** Everything beside the papers that a decision rests on, of one case. The view says which case, so that reach has been judged. */
export async function findApprovalFacts(
  connection: Connection,
  { labId, districtId, organisationId, subjectId, instrument, requester }: ApprovalView,
  now: number,
): Promise<ApprovalFacts> {
  const { sql } = connection;
  const at = instantToText(now);
  const ofCustomer = sql`x.organisation_id = ${organisationId} AND x.district_id = ${districtId}`;
  const held = sql`SELECT o.during FROM occupancy o WHERE o.lab_id = ${labId} AND o.claim_id = ${subjectId} AND o.active LIMIT 1`;
  const [row] = await sql<Row[]>`
    SELECT EXISTS (${held}) AS "isHeld",
      (SELECT original_value_fen FROM instruments WHERE lab_id = ${labId} AND id = ${instrument.id}) AS "originalValueFen",
      (SELECT count(*)::int FROM occupancy o WHERE o.lab_id = ${labId} AND o.instrument_id = ${instrument.id} AND o.active AND o.kind = 'booking'
        AND o.during && coalesce((${held}), tstzrange(${at}::timestamptz, NULL))) AS "bookingsInTheWay",
      (SELECT count(*)::int FROM conflicts x WHERE x.lab_id = ${labId} AND x.instrument_id = ${instrument.id} AND x.status <> 'resolved') AS "openConflicts",
      (SELECT limit_fen FROM credit_limits WHERE payee_id = ${districtId} AND organisation_id = ${organisationId}) AS "creditLimitFen",
      l."instrumentsOut", l."lendingsEnded", l."lendingsOverdue",
      (SELECT count(*)::int FROM damage_claims d JOIN lendings x ON x.lab_id = d.lab_id AND x.id = d.lending_id WHERE ${ofCustomer}) AS damages,
      b."bookingsCompleted", b."noShows", q.qualifications, q.until::text AS "qualifiedUntil",
      (SELECT max(upper(s.during))::text FROM suspensions s WHERE s.lab_id = ${labId} AND s.user_id = ${requester.userId}
        AND s.during @> ${at}::timestamptz AND s.status IN ('active', 'appealed', 'upheld')) AS "suspendedUntil"
    FROM (SELECT count(*) FILTER (WHERE x.status IN ('handedOver', 'overdue'))::int AS "instrumentsOut",
        count(*) FILTER (WHERE x.status IN ('returned', 'closed'))::int AS "lendingsEnded",
        count(*) FILTER (WHERE x.status = 'overdue')::int AS "lendingsOverdue"
      FROM lendings x WHERE ${ofCustomer} AND x.id <> ${subjectId}) l,
      (SELECT count(*) FILTER (WHERE x.status = 'completed')::int AS "bookingsCompleted",
        count(*) FILTER (WHERE x.status = 'noShow')::int AS "noShows" FROM bookings x WHERE ${ofCustomer}) b,
      (SELECT count(*)::int AS qualifications, max(g.expires_at) AS until FROM qualifications g
        WHERE g.lab_id = ${labId} AND g.user_id = ${requester.userId} AND g.revoked_at IS NULL
          AND (g.expires_at IS NULL OR g.expires_at > ${at}) AND (g.instrument_id IS NULL OR g.instrument_id = ${instrument.id})) q`;
  if (!row) throw new Error('Sums have one row.');
  const exposure = await sumExposure(connection, { payeeId: districtId, organisationId }, now);
  const instant = (text: string | null) => (text === null ? null : instantFromText(text));
  return {
    ...row,
    exposureFen: exposureFen(exposure),
    overdueFen: exposure.overdueFen,
    qualifiedUntil: instant(row.qualifiedUntil),
    suspendedUntil: instant(row.suspendedUntil),
  };
}
