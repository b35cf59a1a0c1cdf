import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram, run } from './tools.ts';

export interface PlannedRequest {
  method: 'GET' | 'POST';
  path: string;
  token?: string;
  key?: string;
  body?: unknown;
}

export interface HttpLoad {
  url: string;
  /** Sent in this order, from the start again when all have been sent. */
  requests: readonly PlannedRequest[];
  connections: number;
  seconds: number;
  /** Each connection waits so long before each request; none by default. */
  pauseMs?: number;
}

export interface HttpResult {
  requests: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  created: number;
  ok: number;
  conflict: number;
  refused: number;
  failed: number;
  broken: number;
}

const wrk = findProgram('wrk');

/** Which program makes the load: wrk when it is installed, as it is far from being the limit; else autocannon. */
export const httpGenerator = wrk ? 'wrk' : 'autocannon';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Keeps so many connections busy for so long. The generator is a process of its own, so that it is not measured with us. */
export async function loadHttp(load: HttpLoad): Promise<HttpResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'guanyi-load-'));
  try {
    const file = path.join(folder, 'requests.tsv');
    writeFileSync(file, load.requests.map(line).join('\n'));
    const ran = wrk
      ? await run(wrk, [
          '-t',
          '1',
          '-c',
          String(load.connections),
          '-d',
          `${load.seconds}s`,
          '--timeout',
          '30s',
          '--latency',
          '-s',
          here('load.lua'),
          load.url,
          '--',
          file,
          String(load.pauseMs ?? 0),
        ])
      : await run(process.execPath, [
          '--import',
          'tsx',
          here('../autocannon-load.ts'),
          load.url,
          file,
          String(load.connections),
          String(load.seconds),
        ]);
    const result = /^RESULT (.*)$/m.exec(ran.stdout)?.[1];
    if (!result) throw new Error(`The load generator failed: ${ran.stdout}${ran.stderr}`);
    return JSON.parse(result) as HttpResult;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function line({ method, path: target, token, key, body }: PlannedRequest): string {
  return [method, target, token ?? '', key ?? '', body === undefined ? '' : JSON.stringify(body)].join('\t');
}
