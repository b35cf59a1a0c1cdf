import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, eraseEmbedded, startEmbedded } from '@guanyi/db/embedded';
import { migrate } from '@guanyi/db/migrate';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated template database; a test clones it with `createTestDatabase`. */
    templateUrl: string;
  }
}

/** Vitest runs this once per project and loads it anew each time, so what they share has to live outside the module. */
const shared = globalThis as { guanyiTestServer?: { starting: Promise<EmbeddedPostgres>; projects: number } };

const namePrefix = 'guanyi-test-';

/** One PostgreSQL for the whole run, gone when the last project has ended. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.guanyiTestServer ??= { starting: start(), projects: 0 };
  const holder = shared.guanyiTestServer;
  holder.projects += 1;
  const server = await holder.starting;
  project.provide('templateUrl', templateUrl(server));
  return async () => {
    holder.projects -= 1;
    if (holder.projects > 0) return;
    shared.guanyiTestServer = undefined;
    await server.stop();
    await eraseEmbedded(folderOf(process.pid));
  };
}

async function start(): Promise<EmbeddedPostgres> {
  await sweepAbandoned();
  const server = await startEmbedded({ folder: folderOf(process.pid), durable: false });
  const sql = postgres(server.url, { max: 1 });
  await sql`create database template_of_tests`;
  await sql.end();
  await migrate(templateUrl(server));
  return server;
}

function templateUrl(server: EmbeddedPostgres): string {
  const url = new URL(server.url);
  url.pathname = '/template_of_tests';
  return url.href;
}

/** The folder carries the number of the process that owns it, so that a later run can tell what a killed one left behind. */
function folderOf(pid: number): string {
  return path.join(commonFolder(), `${namePrefix}${pid}`);
}

function commonFolder(): string {
  return path.join(os.tmpdir(), `guanyi-tests-${process.getuid?.() ?? 'user'}`);
}

async function sweepAbandoned(): Promise<void> {
  mkdirSync(commonFolder(), { recursive: true });
  for (const name of readdirSync(commonFolder())) {
    const pid = Number(name.slice(namePrefix.length));
    if (name.startsWith(namePrefix) && !isAlive(pid)) await eraseEmbedded(folderOf(pid));
  }
}

function isAlive(pid: number): boolean {
  if (existsSync('/proc/self')) return existsSync(`/proc/${pid}`);
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
