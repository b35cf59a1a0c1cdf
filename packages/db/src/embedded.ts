import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { type Account, lentAccount } from './embedded/account.ts';
import { prepareBinaries } from './embedded/binaries.ts';
import { type Cluster, clusterFolder, openCluster, serverEnvironment } from './embedded/cluster.ts';
import { isPostmasterOf, livingPostmaster, stopPostmaster } from './embedded/postmaster.ts';

export interface EmbeddedOptions {
  /** Where the data lives; made when missing. */
  folder: string;
  /** The port to listen on at 127.0.0.1; a free one by default. A server that is adopted keeps its own. */
  port?: number;
  /** False gives up safety against a power cut for speed: for tests only. */
  durable?: boolean;
  /** Further server settings by name. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** For clients: the database `guanyi`, which exists. */
  url: string;
  port: number;
  folder: string;
  /** Whether the server was already running, left behind by a parent that was killed. */
  adopted: boolean;
  /** Resolves when the server is gone, by `stop` or by itself. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own on this machine, or takes over the one that still runs on the same data.
 * @throws Error in words that say what to do, when it cannot run here.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = lentAccount();
  const binaries = prepareBinaries(account);
  const cluster = openCluster(options.folder, binaries, account);
  const orphan = await awaitOrphan(cluster);
  const server = orphan ?? (await launch(cluster, binaries, account, options));
  const url = `postgres://app:${cluster.password}@127.0.0.1:${server.port}/guanyi`;
  await createDatabase(url);
  return {
    url,
    port: server.port,
    folder: cluster.folder,
    adopted: orphan !== undefined,
    exited: exitOf(server.pid, cluster),
    stop: () => stopPostmaster(server.pid, cluster.data),
  };
}

/** Stops whatever runs on the data in the folder and deletes the data. */
export async function eraseEmbedded(folder: string): Promise<void> {
  const place = clusterFolder(folder);
  const data = path.join(place, 'data');
  const running = livingPostmaster(data);
  if (running) await stopPostmaster(running.pid, data);
  rmSync(place, { recursive: true, force: true });
}

interface Server {
  pid: number;
  port: number;
}

/** How long a server may take until it accepts connections: recovery after a crash reads the log of everything since the last checkpoint. */
const startLimitMs = 120_000;

async function awaitOrphan(cluster: Cluster): Promise<Server | undefined> {
  const deadline = performance.now() + startLimitMs;
  for (;;) {
    const found = livingPostmaster(cluster.data);
    if (!found || found.acceptsConnections) return found;
    if (performance.now() > deadline)
      throw new Error(`PostgreSQL ${found.pid} neither starts nor ends: ${cluster.log}`);
    await sleep(50);
  }
}

/** A port that was free a moment ago may be taken, and a server that was killed may leave sessions that end a little later: so, some attempts. */
async function launch(cluster: Cluster, binaries: string, account: Account | undefined, options: EmbeddedOptions) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchOnce(cluster, binaries, account, options);
    } catch (error) {
      if (attempt === 5) throw error;
      await sleep(200 * attempt);
    }
  }
}

async function launchOnce(
  cluster: Cluster,
  binaries: string,
  account: Account | undefined,
  options: EmbeddedOptions,
): Promise<Server> {
  rmSync(path.join(cluster.data, 'postmaster.pid'), { force: true });
  const port = options.port ?? (await freePort());
  const log = openSync(cluster.log, logIsLarge(cluster.log) ? 'w' : 'a');
  const logStart = statSync(cluster.log).size;
  const child = spawn(path.join(binaries, 'postgres'), ['-D', cluster.data, '-p', String(port), ...settings(options)], {
    ...account,
    cwd: cluster.data,
    env: serverEnvironment(),
    // A file, not a pipe: the server has to outlive us when we are killed.
    stdio: ['ignore', log, log],
    // A process group of its own: Ctrl-C must reach the programs that still need the database before it reaches the database.
    detached: true,
  });
  closeSync(log);
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  child.once('exit', (code) => {
    failure = new Error(`PostgreSQL ended with ${code} before it was ready.`);
  });
  child.unref();
  const deadline = performance.now() + startLimitMs;
  while (performance.now() < deadline) {
    if (failure) throw new Error(`${failure.message} ${readFileSync(cluster.log).subarray(logStart)}`);
    const running = livingPostmaster(cluster.data);
    if (running?.acceptsConnections && running.pid === child.pid) return running;
    await sleep(10);
  }
  throw new Error(`PostgreSQL does not become ready: ${cluster.log}`);
}

function settings(options: EmbeddedOptions): string[] {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function logIsLarge(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000;
}

/** A port on the loopback address that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function createDatabase(url: string): Promise<void> {
  const address = new URL(url);
  const name = address.pathname.slice(1);
  address.pathname = '/postgres';
  const sql = postgres(address.href, { max: 1, onnotice: () => {} });
  try {
    const [existing] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!existing) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}

/** An adopted server is no child of ours, so its end is noticed by looking. */
function exitOf(pid: number, cluster: Cluster): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isPostmasterOf(pid, cluster.data)) return;
      clearInterval(timer);
      resolve();
    }, 250);
    timer.unref();
  });
}
