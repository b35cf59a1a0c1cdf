import type { Tx } from '@guanyi/db/client';
import { putFavourite, saveSearch } from '../catalogue/keep-shortlist.ts';
import type { CommandContext } from '../context.ts';
import { contextOf, must } from './demo-bookings.ts';
import type { DemoInstrument } from './demo-instruments.ts';
import type { DemoPlaces } from './demo-people.ts';

const favourites = ['QD-F-0101', 'QD-F-0105', 'QD-C-0203'];

const searches = [
  { name: '重金属 · 山东', query: { q: '重金属', region: ['37'] } },
  { name: '质谱 · CNAS · ≤ 200 元/时', query: { q: '质谱', accreditation: ['CNAS'], priceMaxFen: 20_000 } },
];

/** What the researcher of the demonstration has kept of the catalogue. */
export async function writeDemoShortlist(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  instruments: readonly DemoInstrument[],
): Promise<void> {
  const booker = contextOf(places, 'booker', 'ocean-univ', null)(context.now);
  for (const assetNumber of favourites) {
    const instrument = instruments.find((one) => one.assetNumber === assetNumber);
    if (instrument) must(await putFavourite(tx, booker, { instrumentId: instrument.id }));
  }
  for (const search of searches) must(await saveSearch(tx, booker, search));
}
