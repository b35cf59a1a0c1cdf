import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbedded } from '@guanyi/db/embedded';
import type { Env } from '@guanyi/platform/env';
import { dataFolder, say } from './checkout.ts';

export interface RunningDatabase {
  url: string;
  embedded: boolean;
  stop(): Promise<void>;
}

/** Where the embedded PostgreSQL keeps its data. */
export function postgresFolder(env: Env): string {
  return path.join(dataFolder(env), 'postgres');
}

/**
 * The database this installation works on: the one at DATABASE_URL, or the embedded one, which is started and, should it die, started
 * again on the same port until `stop`.
 */
export async function openDatabase(env: Env): Promise<RunningDatabase> {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, embedded: false, stop: async () => {} };
  const folder = postgresFolder(env);
  let server = await startEmbedded({ folder });
  let stopping = false;
  const { url, port } = server;

  async function keepAlive(): Promise<void> {
    for (;;) {
      await server.exited;
      if (stopping) return;
      say('数据库已退出，正在重启 · The database ended and is started again');
      server = await startAgain(folder, port);
    }
  }
  void keepAlive();

  return {
    url,
    embedded: true,
    async stop() {
      stopping = true;
      await server.stop();
    },
  };
}

async function startAgain(folder: string, port: number): Promise<EmbeddedPostgres> {
  for (;;) {
    try {
      return await startEmbedded({ folder, port });
    } catch (error) {
      say(`数据库未能启动 · The database does not start: ${error instanceof Error ? error.message : error}`);
      await sleep(1_000);
    }
  }
}

/**
 * The same for a program that runs for a while and ends, such as the national seed: a server that was running before is left running.
 */
export async function borrowDatabase(env: Env): Promise<RunningDatabase> {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, embedded: false, stop: async () => {} };
  const server = await startEmbedded({ folder: postgresFolder(env) });
  return { url: server.url, embedded: true, stop: server.adopted ? async () => {} : server.stop };
}
