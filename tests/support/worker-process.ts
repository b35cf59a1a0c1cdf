import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./worker-program.ts', import.meta.url));
const parentWatch = fileURLToPath(new URL('../../infra/start/end-with-parent.ts', import.meta.url));

export interface WorkerProcess {
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** A worker in a process of its own, running when the promise resolves. */
export async function startWorkerProcess(env: Record<string, string>): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', parentWatch, program], {
    env: { ...process.env, LOG_LEVEL: process.env.WORKER_LOG_LEVEL ?? 'silent', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code, signal) => reject(new Error(`The worker ended with ${code ?? signal} before it ran.`)));
  });
  return { kill: () => kill(child) };
}

function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
