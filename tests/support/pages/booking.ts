import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { createOutage } from '@guanyi/commands/scheduling/create-outage';
import { type Product, workingMorning } from '../product.ts';
import { knownInstruments, knownSlot, type PageList } from './page-list.ts';

const booker = 'booker@ocean-univ.guanyi.test';

/** What somebody who books sees of their own. */
export const bookingPages: PageList = async (product) => {
  const { icp } = await knownInstruments(product);
  const [one] = await product.database.sql<{ asked: string; used: string }[]>`
    SELECT (SELECT b.id FROM bookings b JOIN users u ON u.id = b.user_id
        WHERE u.email = ${booker} AND b.status = 'pendingApproval' ORDER BY b.id LIMIT 1) AS asked,
      (SELECT b.id FROM bookings b JOIN users u ON u.id = b.user_id
        WHERE u.email = ${booker} AND b.status = 'completed' ORDER BY b.id LIMIT 1) AS used`;
  const own = [
    `/instruments/${icp}/book?${knownSlot}`,
    '/bookings',
    '/bookings?tab=past',
    `/bookings/${one!.asked}`,
    `/bookings/${one!.used}`,
    `/use/${icp}`,
    '/waitlist',
    `/conflicts/${await conflictOf(product, booker)}`,
    '/notifications',
    '/account',
  ];
  return [
    ['', ['/conflicts/answer']],
    [booker, own],
  ];
};

/** Takes the instrument of a coming booking of this person out of service. @returns the conflict. */
async function conflictOf({ database }: Product, email: string): Promise<string> {
  const [booking] = await database.sql<{ instrumentId: string; from: string; until: string }[]>`
    SELECT b.instrument_id AS "instrumentId", b.from_at::text AS "from", b.until_at::text AS until
    FROM bookings b JOIN users u ON u.id = b.user_id
    WHERE u.email = ${email} AND b.status = 'confirmed' AND b.from_at > ${new Date(workingMorning).toISOString()} ORDER BY b.from_at DESC LIMIT 1`;
  if (!booking) throw new Error(`${email} has nothing to come.`);
  const window = { from: Date.parse(`${booking.from}:00`), until: Date.parse(`${booking.until}:00`) };
  const outage = { instrumentId: booking.instrumentId, ...window, kind: 'maintenance' as const, note: '' };
  const outcome = await execute(database, systemContext(workingMorning), createOutage, outage);
  const conflict = outcome.ok ? outcome.value.conflicts[0] : undefined;
  if (!conflict) throw new Error('No conflict.');
  return conflict.id;
}
