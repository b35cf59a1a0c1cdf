// What `npm start`, `npm test` and the other scripts run first. It needs Node and npm and nothing else: it installs the
// packages when the lock file is not the one they were installed from, and then hands over to the command.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf, isBuiltFrom, programInputs, programStamp } from './built-from.mjs';

const typescript = ['--import', 'tsx'];
const commands = {
  start: ['infra/dist/start.js'],
  test: ['infra/start/test.ts'],
  'test-full': ['infra/start/test.ts', '--full'],
  check: ['infra/start/check.ts'],
  reset: ['infra/start/reset.ts'],
  'seed-national': ['infra/bench/seed-national.ts'],
  bench: ['infra/bench/run.ts'],
  'rebuild-search': ['infra/start/rebuild-search.ts'],
};

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const command = commands[process.argv[2]];
if (!command) fail(`Commands: ${Object.keys(commands).join(', ')}`);
requireNode();
installWhenNeeded();
const isBuilt = command[0].startsWith('infra/dist/');
if (isBuilt) buildWhenNeeded();
run([...(isBuilt ? [] : typescript), ...command, ...process.argv.slice(3)]);

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`需要 Node 20.19 或更新版本 · Node 20.19 or newer is needed; this is ${process.versions.node}.`);
}

function installWhenNeeded() {
  const stamp = path.join('node_modules', '.installed-from');
  const wanted = createHash('sha256').update(readFileSync('pnpm-lock.yaml')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stdout.write('正在安装依赖，仅首次需要 · Installing packages, for the first time only …\n');
  const { packageManager } = JSON.parse(readFileSync('package.json', 'utf8'));
  const result = spawnSync('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // CI keeps the installer from asking questions that nobody may be there to answer.
    env: { ...process.env, CI: 'true', HOME: usableHome() },
  });
  if (result.status !== 0) fail('安装失败 · The packages could not be installed; the reason stands above.');
  writeFileSync(stamp, wanted);
}

/** The programs are joined from their sources once, and run without a compiler from then on. As in programs.ts. */
function buildWhenNeeded() {
  if (isBuiltFrom(programStamp, hashOf(programInputs))) return;
  const result = spawnSync(process.execPath, [...typescript, 'infra/start/bundle.ts'], { stdio: 'inherit' });
  if (result.status !== 0) fail('构建失败 · The programs could not be built; the reason stands above.');
}

/** Installers keep their caches below the home; some accounts have none, or one that they may not write to. */
function usableHome() {
  const home = os.homedir();
  try {
    accessSync(home, constants.W_OK);
    return home;
  } catch {
    const substitute = path.join(os.tmpdir(), `guanyi-home-${process.getuid?.()}`);
    mkdirSync(substitute, { recursive: true });
    return substitute;
  }
}

function run(args) {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const end = () => child.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  // npm passes a SIGTERM to its shell only, which dies and leaves us behind: we then have a new parent.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || end(), 300).unref();
  child.on('exit', (code) => process.exit(code ?? 1));
}
