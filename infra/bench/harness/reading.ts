import type { Measured } from '../measures/measure.ts';
import { loadHttp, type PlannedRequest } from './http-load.ts';
import { compare } from './pairs.ts';
import { pgbench, runPgbench } from './pgbench.ts';
import { type RunningApi, startApi } from './processes.ts';
import { pgbenchScript } from './script.ts';
import type { Stand } from './stand.ts';
import { openRecorder } from './wire.ts';

const connections = 8;
/** Reads are quick: more of them tell no more. */
const mostSeconds = 2;

/** Where reads are measured: any database with an API in front of it. */
export type ReadingStand = Pick<Stand, 'databaseUrl' | 'process' | 'size'>;

export interface Reading extends Pick<Measured, 'name' | 'what' | 'against' | 'gate' | 'aim'> {
  requests: readonly PlannedRequest[];
  quantile: 'p50' | 'p99';
}

/** Reads over HTTP against the SQL statements that the API runs for them, in pgbench with as many connections. */
export async function compareReads(stand: ReadingStand, reading: Reading): Promise<Measured[]> {
  const { requests, quantile, ...about } = reading;
  const faults: string[] = [];
  if (!pgbench) return [{ ...about, faults, skipped: 'pgbench is not installed' }];
  const scripts = await recordReads(stand, requests);
  const api = await startApi(stand.process);
  const seen = { perSecond: 0, ms: 0, sqlMs: 0 };
  try {
    await warmUp(stand, api, requests, faults);
    const compared = await compare(
      stand.size.pairs,
      async () => {
        const result = await read(stand, api, requests, faults);
        seen.perSecond = result.requests / result.seconds;
        seen.ms = result[quantile];
        return result[quantile];
      },
      async () => {
        const { databaseUrl } = stand;
        seen.sqlMs = (await runPgbench({ databaseUrl, scripts, connections, seconds: secondsOf(stand) }))[quantile];
        return seen.sqlMs;
      },
    );
    const details = { requestsPerSecond: Math.round(seen.perSecond), ms: rounded(seen.ms), sqlMs: rounded(seen.sqlMs) };
    return [{ ...about, compared, details, faults }];
  } finally {
    await api.stop();
  }
}

/** PostgreSQL plans a statement anew five times on each connection before it may keep a plan; until then planning is what is measured. */
async function warmUp(stand: ReadingStand, api: RunningApi, requests: readonly PlannedRequest[], faults: string[]) {
  const wanted = connections * requests.length * 6;
  for (let [done, rounds] = [0, 0]; done < wanted && rounds < 5; rounds += 1) {
    done += (await read(stand, api, requests, faults)).requests;
  }
}

function secondsOf({ size }: ReadingStand): number {
  return Math.min(mostSeconds, size.seconds);
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

async function read(stand: ReadingStand, api: RunningApi, requests: readonly PlannedRequest[], faults: string[]) {
  const result = await loadHttp({ url: api.url, requests, connections, seconds: secondsOf(stand) });
  if (result.failed + result.broken + result.refused + result.conflict > 0) {
    faults.push(
      `${result.failed + result.refused + result.conflict} answers that are no 200, ${result.broken} broken connections`,
    );
  }
  return result;
}

/** One script for each request: what the API asks the database for it. */
async function recordReads(stand: ReadingStand, requests: readonly PlannedRequest[]): Promise<string[]> {
  const recorder = await openRecorder(stand.databaseUrl);
  const api = await startApi({ ...stand.process, databaseUrl: recorder.url, poolSize: 1 });
  try {
    const scripts: string[] = [];
    for (const request of requests) {
      await expectOk(api, request);
      recorder.start();
      await expectOk(api, request);
      scripts.push(pgbenchScript(recorder.stop(), new Map()));
    }
    return scripts.filter((script) => script !== '');
  } finally {
    await api.stop();
    await recorder.close();
  }
}

async function expectOk(api: RunningApi, { path, token }: PlannedRequest): Promise<void> {
  const answer = await fetch(`${api.url}${path}`, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text}`);
}
