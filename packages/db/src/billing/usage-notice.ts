import type { UsageFacts } from '@guanyi/domain/notifications/notice';
import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';

interface Row {
  organisationId: string;
  districtId: string;
  bookerId: string | null;
  disputedBy: string | null;
  bookingId: string | null;
  number: string | null;
  from: string;
  until: string | null;
  problem: 'missing-end' | 'price-missing' | null;
  zone: string;
  instrument: { zh: string; en: string | null };
  lab: { zh: string; en: string | null };
  organisation: { zh: string; en: string | null };
  dispute: { reason: string; from: string; until: string; status: string; comment: string | null } | null;
}

/** Whom a notice about a use concerns, and what its texts need. */
export interface UsageNoticeFacts {
  facts: UsageFacts;
  organisationId: string;
  districtId: string;
  /** Who booked, and who raised the latest dispute. */
  customerIds: string[];
}

export async function findUsageNoticeFacts(
  { sql }: Connection,
  labId: string,
  usageRecordId: string,
): Promise<UsageNoticeFacts | undefined> {
  const [row] = await sql<Row[]>`
    SELECT u.organisation_id AS "organisationId", u.district_id AS "districtId", b.user_id AS "bookerId", d.raised_by AS "disputedBy",
      u.booking_id AS "bookingId", b.number, u.from_at::text AS "from", u.until_at::text AS until, u.problem,
      coalesce(i.zone, l.zone) AS zone, jsonb_build_object('zh', i.name_zh, 'en', i.name_en) AS instrument,
      jsonb_build_object('zh', l.name_zh, 'en', l.name_en) AS lab, jsonb_build_object('zh', o.name_zh, 'en', o.name_en) AS organisation,
      CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('reason', d.reason, 'from', d.from_at, 'until', d.until_at,
        'status', d.status, 'comment', d.comment) END AS dispute
    FROM usage_records u
    JOIN instruments i ON i.lab_id = u.lab_id AND i.id = u.instrument_id
    JOIN labs l ON l.id = u.lab_id
    JOIN organisations o ON o.id = u.organisation_id
    LEFT JOIN bookings b ON b.lab_id = u.lab_id AND b.id = u.booking_id
    LEFT JOIN LATERAL (SELECT * FROM usage_disputes d WHERE d.lab_id = u.lab_id AND d.usage_record_id = u.id
      ORDER BY d.created_at DESC, d.id DESC LIMIT 1) d ON true
    WHERE u.lab_id = ${labId} AND u.id = ${usageRecordId}`;
  return row && noticeFacts(usageRecordId, row);
}

function noticeFacts(usageRecordId: string, row: Row): UsageNoticeFacts {
  const name = ({ zh, en }: { zh: string; en: string | null }) => ({ zh, ...(en ? { en } : {}) });
  const { dispute } = row;
  const isDecided = dispute !== null && dispute.status !== 'open';
  return {
    organisationId: row.organisationId,
    districtId: row.districtId,
    customerIds: [...new Set([row.bookerId, row.disputedBy])].filter((id) => id !== null),
    facts: {
      usageRecordId,
      ...(row.bookingId ? { bookingId: row.bookingId } : {}),
      ...(row.number ? { number: row.number } : {}),
      instrument: name(row.instrument),
      lab: name(row.lab),
      organisation: name(row.organisation),
      from: instantFromText(row.from),
      ...(row.until ? { until: instantFromText(row.until) } : {}),
      zone: row.zone,
      ...(row.problem ? { problem: row.problem } : {}),
      ...(dispute
        ? {
            dispute: {
              reason: dispute.reason,
              from: instantFromText(dispute.from),
              until: instantFromText(dispute.until),
            },
          }
        : {}),
      ...(isDecided ? { decision: { isAccepted: dispute.status === 'accepted', comment: dispute.comment ?? '' } } : {}),
    },
  };
}
