import { addDays, localDay, startOfDay } from '@guanyi/domain/kernel/local-time';
import { systemClock } from '@guanyi/platform/clock';
import { loadHttp, type PlannedRequest } from '../harness/http-load.ts';
import { compare } from '../harness/pairs.ts';
import { pgbench, runPgbench } from '../harness/pgbench.ts';
import { type RunningApi, startApi } from '../harness/processes.ts';
import { pgbenchScript } from '../harness/script.ts';
import type { Stand } from '../harness/stand.ts';
import { openRecorder } from '../harness/wire.ts';
import { zone } from '../national/days.ts';
import type { Measure, Measured } from './measure.ts';

const connections = 8;

/** Words, places and conditions as people choose them; each with facets. */
const searches = [
  'q=液相色谱',
  'q=质谱&region=37',
  'q=PCR&mode=rent',
  'q=7890B',
  'q=yexiangsepu&sort=price',
  'discipline=foodSafety&region=31',
  'classCode=0105&labLevel=ministryKey',
  'mode=rent&form=machineTime&priceMaxFen=10000',
  'q=显微镜&discipline=animalPlantQuarantine',
  'sort=newest',
];

/** The search page with its facets: how much of its slowest hundredth is not the database. */
export const search: Measure = {
  name: 'search',
  run: (stand) => {
    const paths = searches.map((query) => `/api/v1/instruments?${encodeURI(query)}&facets=true&limit=20`);
    return compareReads(stand, paths, {
      name: 'search page with facets, p99',
      what: 'ten searches over HTTP',
      against: 'their SQL statements in pgbench, same connections',
      gate: { atMost: 3 },
      aim: '≤ 2',
    });
  },
};

/** A quarter of a year of one instrument's calendar. */
export const availability: Measure = {
  name: 'availability',
  run: (stand) => {
    const today = localDay(zone, systemClock.now());
    const from = new Date(startOfDay(zone, today)).toISOString();
    const until = new Date(startOfDay(zone, addDays(today, 92))).toISOString();
    const instruments = [...new Set(stand.slots.map((slot) => slot.instrumentId))].slice(0, 40);
    const paths = instruments.map((id) => `/api/v1/instruments/${id}/availability?from=${from}&until=${until}`);
    return compareReads(stand, paths, {
      name: 'availability of 92 days, p50',
      what: '92 days of an instrument over HTTP',
      against: 'its SQL statements in pgbench, same connections',
      gate: { atMost: 3 },
      aim: '≤ 2',
    });
  },
};

async function compareReads(
  stand: Stand,
  paths: readonly string[],
  about: Pick<Measured, 'name' | 'what' | 'against' | 'gate' | 'aim'>,
): Promise<Measured[]> {
  const faults: string[] = [];
  if (!pgbench) return [{ ...about, faults, skipped: 'pgbench is not installed' }];
  const scripts = await recordReads(stand, paths);
  const api = await startApi(stand.process);
  const quantile = about.name.endsWith('p99') ? 'p99' : 'p50';
  let perSecond = 0;
  try {
    await read(stand, api, paths, faults);
    const compared = await compare(
      stand.size.pairs,
      async () => {
        const result = await read(stand, api, paths, faults);
        perSecond = result.requests / result.seconds;
        return result[quantile];
      },
      async () => {
        const { databaseUrl, size } = stand;
        return (await runPgbench({ databaseUrl, scripts, connections, seconds: size.seconds }))[quantile];
      },
    );
    return [{ ...about, compared, details: { requestsPerSecond: Math.round(perSecond) }, faults }];
  } finally {
    await api.stop();
  }
}

async function read(stand: Stand, api: RunningApi, paths: readonly string[], faults: string[]) {
  const requests = paths.map((path): PlannedRequest => ({ method: 'GET', path }));
  const result = await loadHttp({ url: api.url, requests, connections, seconds: stand.size.seconds });
  if (result.failed + result.broken + result.refused + result.conflict > 0) {
    faults.push(
      `${result.failed + result.refused + result.conflict} answers that are no 200, ${result.broken} broken connections`,
    );
  }
  return result;
}

/** One script for each path: what the API asks the database for it. */
async function recordReads(stand: Stand, paths: readonly string[]): Promise<string[]> {
  const recorder = await openRecorder(stand.databaseUrl);
  const api = await startApi({ ...stand.process, databaseUrl: recorder.url, poolSize: 1 });
  try {
    const scripts: string[] = [];
    for (const path of paths) {
      await expectOk(`${api.url}${path}`);
      recorder.start();
      await expectOk(`${api.url}${path}`);
      scripts.push(pgbenchScript(recorder.stop(), new Map()));
    }
    return scripts.filter((script) => script !== '');
  } finally {
    await api.stop();
    await recorder.close();
  }
}

async function expectOk(url: string): Promise<void> {
  const answer = await fetch(url);
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}
