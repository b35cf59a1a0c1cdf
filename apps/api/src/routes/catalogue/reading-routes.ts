import { searchQuery } from '@guanyi/commands/catalogue/search-query';
import { getLab, listLabs } from '@guanyi/contracts/catalogue/directory-endpoints';
import { getInstrument, searchInstruments } from '@guanyi/contracts/catalogue/endpoints';
import { countLabsByLevel, listLabs as findLabs } from '@guanyi/db/catalogue/labs';
import { codePrefix } from '@guanyi/domain/catalogue/classification';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentLab, presentLabTotals } from './present-lab.ts';
import { readInstrument } from './read-instrument.ts';
import { search } from './search.ts';

export function readingRoutes(api: Api): void {
  const { database } = api;
  // The dictionary of the search takes a fifth of a second to load, which the first visitor shall not wait for.
  api.app.addHook('onListen', async () => void searchQuery('仪器'));

  register(api, searchInstruments, async ({ query, actor, now }) => ({
    status: 200,
    body: await search(database, query, actor, now),
  }));

  register(api, getInstrument, async ({ params, actor, now }) => {
    const instrument = await readInstrument(database, params.instrumentId, actor, now);
    if (!instrument) throw new Problem('not-found');
    return { status: 200, body: instrument };
  });

  register(api, listLabs, async ({ query, actor }) => {
    const { cursor, region, ...filter } = query;
    const [labs, recorded] = await Promise.all([
      findLabs(database, { ...filter, region: region && codePrefix(region), after: cursor }),
      countLabsByLevel(database),
    ]);
    const shown = page(
      labs,
      query.limit,
      (lab) => [lab.code, lab.id],
      (lab) => presentLab(lab, actor),
    );
    return { status: 200, body: { ...shown, totals: presentLabTotals(recorded) } };
  });

  register(api, getLab, async ({ params, actor }) => {
    const [lab] = await findLabs(database, { id: params.labId, limit: 1 });
    if (!lab) throw new Problem('not-found');
    return { status: 200, body: presentLab(lab, actor) };
  });
}
