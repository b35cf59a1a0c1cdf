import { eventually } from './eventually.ts';
import { type KillableProcess, startProgram } from './killable-process.ts';

/** The API in a process of its own, answering at the address when the promise resolves. */
export async function startApiProcess(address: string, env: Record<string, string>): Promise<KillableProcess> {
  const { hostname, port } = new URL(address);
  const started = startProgram('apps/api/src/main.ts', { ...env, HOST: hostname, PORT: port });
  await eventually(() => isAlive(address), { withinMs: 30_000 });
  return started;
}

export function isAlive(address: string): Promise<boolean> {
  return fetch(`${address}/livez`).then(
    (reply) => reply.ok,
    () => false,
  );
}
