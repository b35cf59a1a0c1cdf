import { spawn } from 'node:child_process';
import path from 'node:path';
import { hashOf, isBuiltFrom, noteBuiltFrom } from './built-from.mjs';
import { checkout, say } from './checkout.ts';

/** Turns the message files of both languages into functions; does nothing when they have not changed. */
export function compileMessages(): Promise<void> {
  return runNode(['packages/messages/compile.mjs'], checkout);
}

const web = path.join(checkout, 'apps', 'web');
const stampFile = path.join(web, 'dist', '.built-from');
/** Everything that ends up in the storefront or decides what does. */
const inputs = ['apps/web', 'packages/contracts/src', 'packages/domain/src', 'packages/messages/src'];

/** Builds the storefront into apps/web/dist, unless what is there was built from the same files. */
export async function buildStorefront(): Promise<void> {
  const stamp = hashOf(inputs);
  if (isBuiltFrom(stampFile, stamp)) return;
  say('正在构建网页 · Building the storefront …');
  const vite = path.join(checkout, 'node_modules', 'vite', 'bin', 'vite.js');
  await runNode(['--import', 'tsx', vite, 'build', '--logLevel', 'warn'], web);
  noteBuiltFrom(stampFile, stamp);
}

/**
 * Runs a program with Node and waits for its end. Under a test runner NODE_ENV is `test`, and React would then be built in its slow form.
 * @throws Error when it fails.
 */
export function runNode(args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args[0]} failed with ${code}.`))));
  });
}
