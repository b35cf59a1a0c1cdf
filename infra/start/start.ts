import { setTimeout as sleep } from 'node:timers/promises';
import { type Env, loadEnv } from '@guanyi/platform/env';
import { dataFolder, say } from './checkout.ts';
import { openDatabase, type RunningDatabase } from './database.ts';
import { fillDatabase } from './fill-database.ts';
import { jwtKeys } from './keys.ts';
import { askedToEnd } from './lifetime.ts';
import { isRefusedByBrowsers, portIsFree } from './port.ts';
import { forgetRunningStart, noteRunningStart, runningStart, wasKilled } from './running-start.ts';
import { buildStorefront, compileMessages } from './storefront.ts';
import { type Supervised, supervise } from './supervisor.ts';
import { welcome } from './welcome.ts';

const readyWithinMs = 60_000;
/** The API and the worker of a start that was killed end themselves within this. */
const leftoversEndWithinMs = 7_000;

const asked = askedToEnd();
const ending = new AbortController();
void asked.then(() => ending.abort());

const env = loadEnv();
const folder = dataFolder(env);
const url = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
await refuseUnusablePort();
noteRunningStart(folder);

let database: RunningDatabase | undefined;
const processes: Supervised[] = [];
let exitCode = 0;
try {
  await start(ending.signal);
  await asked;
} catch (error) {
  if (!ending.signal.aborted) {
    exitCode = 1;
    say(`启动失败 · The start failed: ${error instanceof Error ? error.message : error}`);
  }
}
await stop();
process.exit(exitCode);

async function refuseUnusablePort(): Promise<void> {
  const other = runningStart(folder);
  if (other) end(`Guanyi 已在运行 · Guanyi already runs from this folder, as process ${other}: ${url}`);
  const patienceMs = wasKilled(folder) ? leftoversEndWithinMs : 0;
  if (!(await portIsFree(env.HOST, env.PORT, patienceMs))) {
    end(
      `端口 ${env.PORT} 已被占用，可改用其他端口 · Port ${env.PORT} is taken. Choose another: PORT=${env.PORT + 1} npm start`,
    );
  }
  if (await isRefusedByBrowsers(env.PORT)) {
    end(
      `浏览器不允许访问端口 ${env.PORT}，请改用其他端口 · Browsers refuse to open port ${env.PORT}. Choose another: PORT=4100 npm start`,
    );
  }
}

function end(reason: string): never {
  say(reason);
  process.exit(1);
}

async function start(signal: AbortSignal): Promise<void> {
  const began = performance.now();
  const built = compileMessages().then(buildStorefront);
  // Its failure is looked at below; until then the database is being started and must be known, so that it can be stopped.
  built.catch(() => {});
  database = await openDatabase(env);
  const role = await fillDatabase(database.url, seedOf(database), env);
  await built;
  signal.throwIfAborted();
  const childEnv = { ...childEnvironment(env, database), DATABASE_ROLE: role };
  processes.push(supervise('API', 'infra/dist/api.js', childEnv));
  processes.push(supervise('Worker', 'infra/dist/worker.js', childEnv));
  await ready(signal);
  welcome(env, url, seedOf(database), Math.round(performance.now() - began));
}

function seedOf(opened: RunningDatabase): 'demo' | 'none' {
  return env.SEED ?? (opened.embedded && env.NODE_ENV !== 'production' ? 'demo' : 'none');
}

function childEnvironment(own: Env, opened: RunningDatabase): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: opened.url,
    PORT: String(own.PORT),
    HOST: own.HOST,
    DATA_DIR: folder,
    PUBLIC_URL: url,
    JWT_KEYS: jwtKeys(own),
    // Requests are logged at `info`; at the terminal of a person they would bury everything else.
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
}

async function ready(signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline) {
    const answer = await fetch(`http://${env.HOST}:${env.PORT}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    if (processes.some((process) => process.crashes() >= 3)) break;
    signal.throwIfAborted();
    await sleep(100);
  }
  throw new Error('API 未能就绪 · The API does not become ready; its messages stand above.');
}

/** In the order of need: who uses the database ends before it. */
async function stop(): Promise<void> {
  say('正在停止 · Stopping …');
  await Promise.all(processes.map((process) => process.stop()));
  await database?.stop();
  forgetRunningStart(folder);
}
