// Whether what was built from sources is still what they say. Plain JavaScript, because it is asked before anything is compiled.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {readonly string[]} inputs files and folders, relative to the checkout
 * @returns {string} the same only for the same files with the same content, and the same installed packages
 */
export function hashOf(inputs) {
  const hash = createHash('sha256').update(readFileSync(path.join(checkout, 'pnpm-lock.yaml')));
  for (const input of inputs) {
    for (const file of filesBelow(path.join(checkout, input))) {
      hash.update(path.relative(checkout, file)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} stampFile
 * @param {string} hash
 */
export function isBuiltFrom(stampFile, hash) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}

/**
 * @param {string} stampFile
 * @param {string} hash
 */
export function noteBuiltFrom(stampFile, hash) {
  writeFileSync(stampFile, hash);
}

/** What the programs are made of. Vocabularies and migrations are read where they lie, and need no build. */
export const programInputs = [
  ...['api', 'worker'].map((app) => `apps/${app}/src`),
  ...['commands', 'contracts', 'db', 'documents', 'domain', 'events', 'messages', 'platform'].map(
    (name) => `packages/${name}/src`,
  ),
  'infra/start',
];

export const programStamp = path.join(checkout, 'infra', 'dist', '.built-from');

/** @param {string} place */
function filesBelow(place) {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[\\/](node_modules|dist)([\\/]|$)/.test(entry.parentPath))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
