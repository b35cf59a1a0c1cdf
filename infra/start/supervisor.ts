import { type ChildProcess, spawn } from 'node:child_process';
import { checkout, say } from './checkout.ts';

export interface Supervised {
  /** How often it ended without being asked to. */
  crashes(): number;
  /** Asks it to end, waits, and ends it by force when it takes too long. */
  stop(): Promise<void>;
}

const firstPauseMs = 200;
/** Below the ten seconds within which a killed process has to be back, with time to start. */
const longestPauseMs = 5_000;
/** A process that lived this long has recovered: its next crash is a first one again. */
const steadyAfterMs = 30_000;
/** Longer than a process may take to finish its requests and jobs. */
const stopLimitMs = 25_000;

/** Runs a program of ours, built before, and starts it again, with growing pauses, whenever it ends by itself. */
export function supervise(name: string, program: string, env: NodeJS.ProcessEnv): Supervised {
  let child: ChildProcess | undefined;
  let crashes = 0;
  let pauseMs = firstPauseMs;
  let restart: NodeJS.Timeout | undefined;
  let stopping = false;

  function start(): void {
    const startedAt = performance.now();
    child = spawn(process.execPath, ['--import', './infra/dist/end-with-parent.js', program], {
      cwd: checkout,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('exit', (code, signal) => {
      child = undefined;
      if (stopping) return;
      crashes += 1;
      if (performance.now() - startedAt > steadyAfterMs) pauseMs = firstPauseMs;
      say(`${name} 已退出，即将重启 · ${name} ended (${signal ?? code}) and is started again in ${pauseMs} ms`);
      restart = setTimeout(start, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
  }

  start();
  return {
    crashes: () => crashes,
    async stop() {
      stopping = true;
      clearTimeout(restart);
      if (child) await end(child);
    },
  };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
