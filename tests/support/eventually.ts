import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks again and again until the answer is there. @returns the first value that is not undefined or false.
 * @throws when it does not come in time; `describe` says what was there instead.
 */
export async function eventually<T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
  options: { withinMs?: number; describe?: () => unknown } = {},
): Promise<T> {
  const { withinMs = 30_000 } = options;
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) {
      const instead = options.describe ? ` ${JSON.stringify(await options.describe())}` : '';
      throw new Error(`It did not happen within ${withinMs} ms.${instead}`);
    }
    await sleep(25);
  }
}
