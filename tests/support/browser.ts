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
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  const unpacked = os.tmpdir();
  const ownFonts = path.join(unpacked, 'guanyi-fonts');
  mkdirSync(ownFonts, { recursive: true });
  const fontSettings = path.join(ownFonts, 'fonts.conf');
  const folders = [path.join(unpacked, 'fonts'), '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('');
  writeFileSync(fontSettings, `<fontconfig>${folders}<cachedir>${ownFonts}/cache</cachedir></fontconfig>\n`);
  return {
    executablePath,
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: path.join(unpacked, 'al2023', 'lib'),
      FONTCONFIG_FILE: fontSettings,
    },
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => Boolean(pair[1])));
}
