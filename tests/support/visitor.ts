import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { testPassword } from './build-app.ts';
import { eventually } from './eventually.ts';

export type Language = 'zh-CN' | 'en';
export type Device = 'desktop' | 'phone';

export interface VisitorOptions {
  language?: Language;
  device?: Device;
  theme?: 'light' | 'dark';
}

/** Somebody at a browser. */
export interface Visitor {
  readonly page: Page;
  readonly language: Language;
  readonly device: Device;
  /** Signs in without the login page, which has a journey of its own. */
  signIn(email: string): Promise<void>;
  /** Opens an address of the product and waits until nothing is loading. */
  open(address: string): Promise<void>;
  /** Waits until the page shows content instead of its placeholders. */
  settle(): Promise<void>;
  /** Keeps a picture for people to look at, in `.data/screenshots`. */
  shoot(name: string, options?: { full?: boolean }): Promise<void>;
  /** Says that answers like `422 POST /api/v1/organisations` belong to the story. */
  expectRefusals(pattern: RegExp): void;
  /** What went wrong on the page since it was last asked. */
  complaints(): string[];
  leave(): Promise<void>;
}

export const screenSizes: Record<Device, { width: number; height: number }> = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};

const pictures = fileURLToPath(new URL('../../.data/screenshots/', import.meta.url));

/** Opens a browser window with the language, the size and the theme of one person; what goes wrong in it is kept. */
export async function openVisitor(browser: Browser, url: string, options: VisitorOptions = {}): Promise<Visitor> {
  const { language = 'zh-CN', device = 'desktop', theme = 'light' } = options;
  const context = await browser.newContext({
    baseURL: url,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    viewport: screenSizes[device],
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...(device === 'phone' && { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }),
  });
  // A journey ends after two minutes; on a busy machine a page may well take seconds.
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const faults = watch(page, url);
  const asked = countAsked(page);
  const settle = () => settled(page, asked);
  return {
    ...{ page, language, device, settle },
    signIn: (email) => signIn(context, email),
    async open(address) {
      await page.goto(address);
      await settle();
    },
    async shoot(name, { full = false } = {}) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: full, animations: 'disabled' });
    },
    expectRefusals: faults.expect,
    complaints: faults.take,
    leave: () => context.close(),
  };
}

/** The cookie of a session and the note that there is one, as a login leaves them. */
async function signIn(context: BrowserContext, email: string): Promise<void> {
  const reply = await context.request.post('/api/v1/auth/login', { data: { email, password: testPassword } });
  if (!reply.ok()) throw new Error(`${email} cannot sign in: ${await reply.text()}`);
  await context.addInitScript(() => localStorage.setItem('guanyi.session', '1'));
}

/** What the page still waits for from the API; the stream of events never ends and does not count. */
function countAsked(page: Page): ReadonlySet<unknown> {
  const asked = new Set<unknown>();
  page.on('request', (request) => {
    if (/\/api\/v1\/(?!events)/.test(request.url())) asked.add(request);
  });
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  return asked;
}

/** Content is there when nothing is being asked for and no placeholder stands in its place. */
async function settled(page: Page, asked: ReadonlySet<unknown>): Promise<void> {
  const isDrawn = () =>
    page.evaluate(
      () =>
        document.readyState === 'complete' &&
        document.querySelector('main') !== null &&
        document.querySelector('.skeleton, [aria-busy="true"]') === null,
    );
  let quietLooks = 0;
  await eventually(
    async () => {
      quietLooks = asked.size === 0 && (await isDrawn()) ? quietLooks + 1 : 0;
      return quietLooks >= 2;
    },
    { withinMs: 20_000, describe: () => page.url() },
  );
}

/** Errors of scripts, refused resources and failed answers, unless they were said to belong to the story. */
function watch(page: Page, url: string) {
  const found: string[] = [];
  const expected: RegExp[] = [];
  const note = (fault: string) => {
    if (!expected.some((pattern) => pattern.test(fault))) found.push(`${new URL(page.url()).pathname}: ${fault}`);
  };
  page.on('pageerror', (error) => note(`script: ${error.message}`));
  page.on('console', (message) => {
    const isNews = !message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && isNews) note(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    const address = response.url().replace(url, '');
    if (response.status() >= 400) note(`${response.status()} ${response.request().method()} ${address}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left gives up what it was still asking for.
    if (reason !== 'net::ERR_ABORTED') note(`${reason} ${request.method()} ${request.url().replace(url, '')}`);
  });
  return {
    expect: (pattern: RegExp) => void expected.push(pattern),
    take: () => found.splice(0),
  };
}
