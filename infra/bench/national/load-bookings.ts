import type { ReservedSql } from 'postgres';
import { type BookingRow, bookingsOf } from './bookings.ts';
import { copyInto } from './copy.ts';
import type { DayTable } from './days.ts';
import type { Instrument } from './instruments.ts';
import type { NationalPlan } from './plan.ts';
import { noShowMinutes } from './rules.ts';

const bookingColumns = [
  'lab_id',
  'id',
  'number',
  'instrument_id',
  'district_id',
  'organisation_id',
  'user_id',
  'status',
  'from_at',
  'until_at',
  'purpose_kind',
  'purpose_text',
  'project_code',
  'service_way',
  'price_policy_id',
  'price_group',
  'quoted_subtotal_fen',
  'quoted_tax_fen',
  'quoted_total_fen',
  'approval_deadline_at',
  'checked_in_at',
  'checked_out_at',
  'decision_reason',
  'cancellation_fee_fen',
  'no_show_at',
  'version',
  'created_at',
  'updated_at',
];
const claimColumns = [
  'lab_id',
  'id',
  'instrument_id',
  'during',
  'kind',
  'active',
  'claim_id',
  'organisation_id',
  'user_id',
  'expires_at',
  'created_at',
];

/**
 * Writes the bookings of some instruments. Only what lies ahead gets a claim: past bookings occupy nothing, and what
 * occupies nothing has no business in the calendar.
 */
export async function loadBookings(
  connection: ReservedSql,
  plan: NationalPlan,
  instruments: readonly Instrument[],
): Promise<number> {
  const copy = await copyInto(connection, 'bookings', bookingColumns);
  const claims: string[] = [];
  for (const instrument of instruments) {
    if (!instrument.forms.includes('machineTime')) continue;
    const prices = plan.pricesOf(instrument);
    for (const row of bookingsOf(plan.run.seed, instrument, plan.bookings, prices, plan.customers, plan.days)) {
      copy.line(bookingLine(row, plan.days));
      if (row.claimId !== '') claims.push(claimLine(row, plan.days));
    }
    await copy.flush();
  }
  const written = await copy.end();
  const calendar = await copyInto(connection, 'occupancy', claimColumns);
  for (const line of claims) {
    calendar.line(line);
    await calendar.flush();
  }
  await calendar.end();
  return written;
}

const none = '\\N';

/** Written by hand instead of through `encode`: nothing in it needs escaping, and ten million times it counts. */
function bookingLine(row: BookingRow, days: DayTable): string {
  const { instrument, place, day } = row;
  const createdAt = days.text(row.createdDay, row.createdMinute);
  const isUsed = row.status === 'completed';
  const checkedOutAt = isUsed ? days.text(day, place.until - row.earlyMinutes) : none;
  const isDecided = instrument.approval === 'chain' && row.status !== 'pendingApproval';
  const steps = { completed: 2, cancelled: 1, noShow: 1, declined: 0, expired: 0, confirmed: 0, pendingApproval: 0 }[
    row.status
  ];
  return [
    instrument.lab.id,
    row.id,
    bookingNumber(row.id, days.day(row.createdDay)),
    instrument.id,
    instrument.lab.district.id,
    row.customer.id,
    row.userId,
    row.status,
    days.text(day, place.from),
    days.text(day, place.until),
    row.purposeKind,
    row.purposeText,
    row.projectCode ?? none,
    row.isGuided ? 'guided' : 'selfOperated',
    row.policyId,
    row.priceGroup,
    row.subtotalFen,
    row.taxFen,
    row.subtotalFen + row.taxFen,
    deadline(row, days),
    isUsed ? days.text(day, place.from + row.lateMinutes) : none,
    checkedOutAt,
    row.status === 'declined' ? '该时段仪器另有安排' : none,
    row.status === 'cancelled' ? 0 : none,
    days.text(day, Math.min(place.until, place.from + noShowMinutes)),
    1 + steps + (isDecided ? 1 : 0),
    createdAt,
    isUsed ? checkedOutAt : createdAt,
  ].join('\t');
}

function claimLine(row: BookingRow, days: DayTable): string {
  const { instrument, place, day } = row;
  const during = `["${days.text(day, place.occupiedFrom)}","${days.text(day, place.occupiedUntil)}")`;
  const expiresAt = row.status === 'pendingApproval' ? deadline(row, days) : none;
  const createdAt = days.text(row.createdDay, row.createdMinute);
  return [
    instrument.lab.id,
    row.claimId,
    instrument.id,
    during,
    'booking',
    't',
    row.id,
    row.customer.id,
    row.userId,
    expiresAt,
    createdAt,
  ].join('\t');
}

/** The lab has two days to decide, or until the start if that is sooner. */
function deadline({ instrument, day, place, createdDay, createdMinute }: BookingRow, days: DayTable): string {
  if (instrument.approval === 'auto') return none;
  const isStartSooner = day < createdDay + 2 || (day === createdDay + 2 && place.from < createdMinute);
  return isStartSooner ? days.text(day, place.from) : days.text(createdDay + 2, createdMinute);
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const triples = Array.from(
  { length: 32_768 },
  (_, i) => alphabet[i >> 10]! + alphabet[(i >> 5) & 31]! + alphabet[i & 31]!,
);

/** As the product numbers bookings: the day of the request and six letters from the end of the id. */
function bookingNumber(id: string, createdDay: string): string {
  const tail = Number.parseInt(id.slice(-8), 16);
  return `BK-${createdDay.slice(2, 4)}${createdDay.slice(5, 7)}${createdDay.slice(8)}-${triples[(tail >>> 15) & 0x7fff]!}${triples[tail & 0x7fff]!}`;
}
