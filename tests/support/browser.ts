import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type LaunchOptions } from '@playwright/test';

/**
 * Starts a Chromium: the one at CHROMIUM_PATH, else the system's, else the one that comes as a package (Linux on x64 only).
 * @throws Error when there is none: a journey that is silently left out proves nothing.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ ...(await findChromium()), args: chromiumFlags() });
}

/** Chromium's sandbox does not work for root, and neither does it in most containers, where its helper lacks the rights. */
function chromiumFlags(): string[] {
  return ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
}

async function findChromium(): Promise<LaunchOptions> {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return { executablePath: asked };
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (installed) return { executablePath: installed };
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium();
  return { channel: 'chrome' };
}

/**
 * The packaged Chromium is made for a cloud function: it unpacks the libraries that a bare machine lacks only when it believes to be
 * in one, and its font settings name a fixed folder. Without a font it knows, every page crashes.
 */
async function packagedChromium(): Promise<LaunchOptions> {
  // One folder per user: what another user unpacked may not be run.
  const unpacked = path.join(os.tmpdir(), `guanyi-chromium-${process.getuid?.()}`);
  mkdirSync(unpacked, { recursive: true });
  const executablePath = await unpackInto(unpacked);
  const fontSettings = path.join(unpacked, 'own-fonts.conf');
  const folders = [path.join(unpacked, 'fonts'), '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('');
  writeFileSync(fontSettings, `<fontconfig>${folders}<cachedir>${unpacked}/font-cache</cachedir></fontconfig>\n`);
  const libraries = path.join(unpacked, 'al2023', 'lib');
  return {
    executablePath,
    env: { ...definedEnvironment(), LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontSettings },
  };
}

async function unpackInto(folder: string): Promise<string> {
  const { TMPDIR: own } = process.env;
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    return await packaged.executablePath();
  } finally {
    if (own === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = own;
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => Boolean(pair[1])));
}
