import { type KillableProcess, startProgram } from './killable-process.ts';

/** A worker in a process of its own, running when the promise resolves. */
export async function startWorkerProcess(env: Record<string, string>): Promise<KillableProcess> {
  const started = startProgram('tests/support/worker-program.ts', env);
  await new Promise<void>((resolve, reject) => {
    started.child.once('message', () => resolve());
    started.child.once('exit', (code, signal) =>
      reject(new Error(`The worker ended with ${code ?? signal} before it ran.`)),
    );
  });
  return started;
}
