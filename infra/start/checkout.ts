import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Env } from '@guanyi/platform/env';

/** The folder of the whole project. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** Where everything that this installation keeps on disk lives. */
export function dataFolder(env: Env): string {
  return path.resolve(checkout, env.DATA_DIR ?? '.data');
}

/** A line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
