import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const parentWatch = fileURLToPath(new URL('../../infra/start/end-with-parent.ts', import.meta.url));

export interface KillableProcess {
  readonly child: ChildProcess;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** Starts a TypeScript program of the repository; it ends with the test run. @param program path from the root. */
export function startProgram(program: string, env: Record<string, string>): KillableProcess {
  const file = fileURLToPath(new URL(`../../${program}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', parentWatch, file], {
    env: { ...process.env, LOG_LEVEL: process.env.PROCESS_LOG_LEVEL ?? 'silent', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return { child, kill: () => kill(child) };
}

function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** The same, once the program has said that it runs. */
export async function startReporting(program: string, env: Record<string, string>): Promise<KillableProcess> {
  const started = startProgram(program, env);
  await new Promise<void>((resolve, reject) => {
    started.child.once('message', () => resolve());
    started.child.once('exit', (code, signal) =>
      reject(new Error(`${program} ended with ${code ?? signal} before it ran.`)),
    );
  });
  return started;
}
