import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A PostgreSQL main process, as it describes itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  acceptsConnections: boolean;
}

/**
 * Reads `postmaster.pid`.
 * @returns undefined when there is none, or when the process it names is gone or is some other program that got the same number.
 */
export function livingPostmaster(dataFolder: string): Postmaster | undefined {
  const file = path.join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  // The lines are fixed by PostgreSQL: process id, data folder, start time, port, …, and last the state.
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!isPostmasterOf(pid, dataFolder)) return undefined;
  return { pid, port: Number(lines[3]), acceptsConnections: lines[7]?.trim() === 'ready' };
}

/** Whether the process runs and was started on this data folder. A process that died but was not yet reaped has an empty command line. */
export function isPostmasterOf(pid: number, dataFolder: string): boolean {
  return commandLine(pid).includes(dataFolder);
}

function commandLine(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** How long a fast shutdown may take before the server is told to drop everything; it then recovers at its next start. */
const patienceMs = 15_000;

/** Stops the server and waits until its process is gone. Open transactions are rolled back. */
export async function stopPostmaster(pid: number, dataFolder: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await isGoneWithin(patienceMs, pid, dataFolder)) return;
  }
}

async function isGoneWithin(limitMs: number, pid: number, dataFolder: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += 20) {
    if (!isPostmasterOf(pid, dataFolder)) return true;
    await sleep(20);
  }
  return false;
}
