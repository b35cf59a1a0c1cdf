import { type KillableProcess, startReporting } from './killable-process.ts';

/** A worker in a process of its own, running when the promise resolves. */
export function startWorkerProcess(env: Record<string, string>): Promise<KillableProcess> {
  return startReporting('tests/support/worker-program.ts', env);
}
