import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keyboardFaults } from '../support/keyboard-walk.ts';
import {
  accessFaults,
  contrastFaults,
  listenToServedTexts,
  type ServedTexts,
  widthFaults,
  wordFaults,
} from '../support/page-audit.ts';
import { allPages } from '../support/pages/all-pages.ts';
import type { Pages } from '../support/pages/page-list.ts';
import { type Product, startProduct } from '../support/product.ts';
import { fullScale } from '../support/scale.ts';
import { screenSizes, type Visitor, type VisitorOptions } from '../support/visitor.ts';

let product: Product;
let pages: Pages;
beforeAll(async () => {
  product = await startProduct();
  pages = await allPages(product);
});
afterAll(() => product?.close());
afterEach((context) => product.review(context));

/** A page that is loaded in a window is also looked at in the other theme and at the other width. */
const windows = [
  { language: 'zh-CN', device: 'desktop' },
  { language: 'en', device: 'phone' },
] as const;
type Window = (typeof windows)[number];

/** Some three hundred looks at pages in full; on a busy machine each takes seconds. */
const patienceMs = 900_000;

/** In full every page is opened in every window; else each in one, in turn, which finds nearly all in half the time. */
const isOpenedIn = (window: Window, place: number) => fullScale || windows[place % windows.length] === window;

describe.each(windows)('Every page in $language, opened on a $device', (window) => {
  it('is fit for all readers, in its language, light and dark, wide and narrow', { timeout: patienceMs }, async () => {
    const faults = await visitAll(window);
    expect(faults).toEqual([]);
  });
});

it('No page of the product is left out', () => {
  const visited = pages.flatMap(([, list]) => list).map((address) => address.replace(/\?.*/, ''));
  const missed = routes().filter((route) => !visited.some((address) => matches(route, address)));
  expect(missed).toEqual([]);
});

/** The addresses that the router knows; those of the desk are written without their beginning. */
function routes(): string[] {
  const folder = new URL('../../apps/web/src/app/', import.meta.url);
  const files = ['router.tsx', ...readdirSync(new URL('routes/', folder)).map((name) => `routes/${name}`)];
  return files.flatMap((name) => {
    const own = [...readFileSync(new URL(name, folder), 'utf8').matchAll(/path: '([^']+)'/g)].map((found) => found[1]!);
    const isDesk = name.startsWith('routes/desk');
    return own
      .filter((route) => route !== '/desk' && !(isDesk && route === '/'))
      .map((route) => (isDesk ? `/desk${route}` : route));
  });
}

function matches(route: string, address: string): boolean {
  return new RegExp(`^${route.replaceAll(/\$\w+/g, '[^/]+')}$`).test(address);
}

/** Opens the pages of a window as the people they are for; two people look at the same time. */
async function visitAll(window: Window): Promise<string[]> {
  const faults: string[] = [];
  let place = 0;
  const waiting = pages.map(([who, list]) => [who, list.filter(() => isOpenedIn(window, place++))] as const);
  const look = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [who, list] = next;
      const visitor = await product.visit(window);
      const served = listenToServedTexts(visitor.page);
      if (who) await visitor.signIn(who);
      for (const address of list) {
        await visitor.open(address);
        const found = await audit(visitor, served, pictureName(address, window));
        faults.push(...found.map((fault) => `${address.replaceAll(/[0-9a-f-]{36}/g, '…')} ${fault}`));
      }
      await visitor.leave();
    }
  };
  await Promise.all([look(), look()]);
  return faults;
}

async function audit(visitor: Visitor, served: ServedTexts, picture: string): Promise<string[]> {
  const { page, language, device } = visitor;
  const read = async () => [...(await widthFaults(page)), ...(await wordFaults(page, language, served))];
  await visitor.shoot(picture);
  const faults = [...(await read()), ...(await accessFaults(page))];
  if (device === 'desktop') faults.push(...(await keyboardFaults(page)));
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await contrastFaults(page)).map((fault) => `dark: ${fault}`));
  await visitor.shoot(`${picture}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(screenSizes[device === 'phone' ? 'desktop' : 'phone']);
  await visitor.settle();
  faults.push(...(await read()).map((fault) => `at the other width: ${fault}`));
  await page.setViewportSize(screenSizes[device]);
  return faults;
}

function pictureName(address: string, { language, device }: VisitorOptions): string {
  const name = address
    .replaceAll(/[0-9a-f-]{36}/g, 'x')
    .replaceAll(/[^\w]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `page-${name || 'home'}-${language}-${device}`;
}
