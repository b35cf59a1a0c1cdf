import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import type { StoredBooking } from './bookings.ts';

/** Records that a use began and that nobody knows when it ended: a problem without price, once a booking. */
export async function insertUnendedUsage(
  tx: Tx,
  use: Pick<
    StoredBooking,
    'id' | 'labId' | 'instrumentId' | 'districtId' | 'organisationId' | 'userId' | 'serviceWay' | 'checkedInAt' | 'from'
  > & { usageRecordId: string; createdAt: number },
): Promise<void> {
  const at = instantToText(use.createdAt);
  await tx.sql`
    INSERT INTO usage_records (lab_id, id, instrument_id, district_id, organisation_id, user_id, booking_id, source, source_id,
      from_at, until_at, service_way, status, problem, created_at, updated_at)
    VALUES (${use.labId}, ${use.usageRecordId}, ${use.instrumentId}, ${use.districtId}, ${use.organisationId}, ${use.userId},
      ${use.id}, 'checkOut', ${use.id}, ${instantToText(use.checkedInAt ?? use.from)}, NULL, ${use.serviceWay}, 'problem', 'missing-end',
      ${at}, ${at})
    ON CONFLICT (lab_id, source, source_id) DO NOTHING`;
}
