// Compiles every message file into typed functions under generated/. The plugin is read from the disk:
// its default address is a web one, and without the network the compiler would silently make no message at all.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const sources = (locale) =>
  readdirSync(path.join(here, 'src', locale))
    .filter((file) => file.endsWith('.json'))
    .sort();
const files = sources('zh-CN');
if (files.join() !== sources('en').join()) throw new Error('zh-CN and en must have the same message files.');

const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
for (const locale of ['zh-CN', 'en'])
  for (const file of files) hash.update(file).update(readFileSync(path.join(here, 'src', locale, file)));
const stamp = hash.digest('hex');
const out = path.join(here, 'generated');
const stampFile = path.join(out, '.stamp');
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && !process.argv.includes('--force'))
  process.exit(0);

const { compile } = await import('@inlang/paraglide-js');
const settings = {
  baseLocale: 'zh-CN',
  locales: ['zh-CN', 'en'],
  modules: ['./node_modules/@inlang/plugin-message-format/dist/index.js'],
  'plugin.inlang.messageFormat': { pathPattern: files.map((file) => `./src/{locale}/${file}`) },
};
mkdirSync(path.join(here, 'project.inlang'), { recursive: true });
writeFileSync(path.join(here, 'project.inlang', 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
process.chdir(here);
// In the browser each page loads its own texts, so every text is a module. On the server five hundred modules would make up a
// third of the time that a process takes to start: there, all texts of a language are one.
for (const [outdir, outputStructure] of [
  ['./generated', 'message-modules'],
  ['./generated/server', 'locale-modules'],
]) {
  await compile({
    project: './project.inlang',
    outdir,
    strategy: ['globalVariable', 'baseLocale'],
    emitTsDeclarations: false,
    outputStructure,
    isServer: 'false',
  });
}
const expected = files.reduce(
  (sum, file) => sum + Object.keys(JSON.parse(readFileSync(path.join(here, 'src', 'zh-CN', file), 'utf8'))).length,
  0,
);
const made = existsSync(path.join(out, 'messages'))
  ? readdirSync(path.join(out, 'messages')).filter((file) => file.endsWith('.js') && !file.startsWith('_')).length
  : 0;
if (made < expected || expected === 0) {
  rmSync(out, { recursive: true, force: true });
  throw new Error(`Compiled ${made} of ${expected} messages.`);
}
statSync(out);
writeFileSync(stampFile, stamp);
console.log(`Compiled ${expected} messages in two languages.`);
// The compiler leaves timers behind that would keep this process waiting for half a minute.
process.exit(0);
