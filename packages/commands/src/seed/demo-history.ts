import type { Tx } from '@guanyi/db/client';
import { wallTime } from '@guanyi/domain/kernel/local-time';
import { HOUR_MS, MINUTE_MS } from '@guanyi/domain/kernel/window';
import type { Period } from '@guanyi/domain/ledger/period';
import { confirmDueUsage } from '../billing/confirm-usage.ts';
import { rateUsage } from '../billing/rate-usage.ts';
import { recordUsage } from '../billing/record-usage.ts';
import type { CommandContext } from '../context.ts';
import { contextOf, must } from './demo-bookings.ts';
import type { DemoInstrument } from './demo-instruments.ts';
import type { DemoPlaces } from './demo-people.ts';

/** Who came in a month, on which day, at which hour and for how many minutes. */
const visits: readonly (readonly [customer: string, day: number, hour: number, minutes: number])[] = [
  ['ocean-univ', 3, 9, 240],
  ['beacon-foods', 6, 13, 180],
  ['tex-sme', 9, 10, 90],
  ['ocean-univ', 12, 14, 150],
  ['beacon-foods', 17, 9, 360],
  ['tex-sme', 20, 15, 120],
  ['ocean-univ', 24, 8, 300],
  ['beacon-foods', 27, 10, 120],
];

/** Uses of earlier months without a booking, as a laboratory enters them from its log book, rated and past their review. */
export async function writeDemoHistory(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
  months: readonly Period[],
): Promise<void> {
  const open = instruments.filter(({ labCode, rules }) => labCode.startsWith('qd') && rules !== null);
  let turn = 0;
  for (const month of months) {
    for (const [customer, day, hour, minutes] of visits) {
      turn += 1;
      // A prime step walks through all laboratories before it comes back to an instrument.
      const instrument = open[(turn * 7) % open.length];
      const organisationId = places.organisationIds.get(customer);
      if (!instrument || !organisationId) throw new Error(`There is no ${customer}, or nothing to use.`);
      const from = wallTime(instrument.zone, `${month}-${String(day).padStart(2, '0')}`, hour * 60);
      const until = from + (minutes + (turn % 5) * 15) * MINUTE_MS;
      const keeper = contextOf(places, 'keeper', 'qingdao', instrument.labId)(until + HOUR_MS);
      const use = { instrumentId: instrument.id, organisationId, from, until, serviceWay: 'selfOperated' } as const;
      const recorded = await recordUsage(tx, keeper, { ...use, source: 'logbook', sourceId: `${month}-${day}` });
      if (!recorded.ok) throw new Error(`A use of ${month} was refused: ${recorded.code}.`);
      const { usageRecordId } = recorded.value;
      must(await rateUsage(tx, { ...context, now: keeper.now }, { labId: instrument.labId, usageRecordId }));
    }
  }
  must(await confirmDueUsage(tx, context, { limit: 1_000 }));
}
