import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { eventually } from './eventually.ts';

export interface RedisInTest {
  readonly url: string;
  /** Ends it as a crash does; nothing is on the disk. */
  kill(): Promise<void>;
  /** Brings it back, empty, on the same port. */
  start(): Promise<void>;
  /** Runs one command, such as `FLUSHALL`. */
  command(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Whether Redis can be tried here. Without it the cases on Redis are skipped with a message; where CI is set they must run, so it throws there.
 */
export function hasRedis(): boolean {
  const found = spawnSync('redis-server', ['--version']).status === 0;
  if (!found && process.env.CI) throw new Error('redis-server is missing; .ci/run installs it.');
  if (!found) console.warn('redis-server is not on the PATH: the cases on Redis are skipped.');
  return found;
}

/** A Redis of one's own on a free port of this machine, keeping nothing on the disk. */
export async function startRedis(options: { policy?: string } = {}): Promise<RedisInTest> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'guanyi-redis-'));
  const policy = options.policy ?? 'noeviction';
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', [...words, '--maxmemory-policy', policy, '--dir', folder], { stdio: 'ignore' });
    await eventually(() =>
      send(port, 'PING').then(
        (reply) => reply.startsWith('+PONG'),
        () => false,
      ),
    );
  }

  async function kill(): Promise<void> {
    const ending = server;
    if (!ending || ending.exitCode !== null) return;
    await new Promise((resolve) => {
      ending.once('exit', resolve);
      ending.kill('SIGKILL');
    });
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    command: (...words) => send(port, ...words),
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Speaks the inline form of the protocol, so that a test needs no client. */
function send(port: number, ...words: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`${words.join(' ')}\r\n`));
    socket.once('data', (reply) => {
      socket.destroy();
      resolve(reply.toString());
    });
    socket.once('error', reject);
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
