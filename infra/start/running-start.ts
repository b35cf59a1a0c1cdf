import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The process that `npm start` runs as in this data folder, if it is alive. */
export function runningStart(folder: string): number | undefined {
  const file = noteIn(folder);
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  return isStart(pid) ? pid : undefined;
}

/** Whether the last start ended without saying so, and may have left processes that are still about to end. */
export function wasKilled(folder: string): boolean {
  return existsSync(noteIn(folder)) && !runningStart(folder);
}

/** Notes that this process is the one; a note that a killed process left behind is overwritten. */
export function noteRunningStart(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(noteIn(folder), String(process.pid));
}

export function forgetRunningStart(folder: string): void {
  rmSync(noteIn(folder), { force: true });
}

function noteIn(folder: string): string {
  return path.join(folder, 'start.pid');
}

/** Numbers of processes are used again, so where the system shows what a process runs, that decides. */
function isStart(pid: number): boolean {
  try {
    if (existsSync('/proc/self/cmdline'))
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('infra/dist/start.js');
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
