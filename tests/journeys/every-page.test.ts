import { readFileSync } from 'node:fs';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { createOutage } from '@guanyi/commands/scheduling/create-outage';
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
import { type Product, startProduct, workingMorning } from '../support/product.ts';
import { stateMonth } from '../support/state-month.ts';
import { screenSizes, type Visitor, type VisitorOptions } from '../support/visitor.ts';

/** Addresses by who opens them; a visitor has no account. */
type Pages = readonly [who: string, addresses: readonly string[]][];

const staff = (role: string) => `${role}@qingdao.guanyi.test`;

let product: Product;
let pages: Pages;
beforeAll(async () => {
  product = await startProduct();
  pages = await addresses();
});
afterAll(() => product?.close());
afterEach((context) => product.review(context));

const editorOf = (instrumentId: string) =>
  ['facts', 'offerings', 'rules', 'prices', 'retire'].map((tab) => `/desk/instruments/${instrumentId}?tab=${tab}`);

/** Takes the instrument of a coming booking of this person out of service. @returns the conflict. */
async function conflictOf(email: string): Promise<string> {
  const [booking] = await product.database.sql<{ instrumentId: string; from: string; until: string }[]>`
    SELECT b.instrument_id AS "instrumentId", b.from_at::text AS "from", b.until_at::text AS until
    FROM bookings b JOIN users u ON u.id = b.user_id
    WHERE u.email = ${email} AND b.status = 'confirmed' AND b.from_at > ${new Date(workingMorning).toISOString()} ORDER BY b.from_at DESC LIMIT 1`;
  if (!booking) throw new Error(`${email} has nothing to come.`);
  const window = { from: Date.parse(`${booking.from}:00`), until: Date.parse(`${booking.until}:00`) };
  const outage = { instrumentId: booking.instrumentId, ...window, kind: 'maintenance' as const, note: '' };
  const outcome = await execute(product.database, systemContext(workingMorning), createOutage, outage);
  const conflict = outcome.ok ? outcome.value.conflicts[0] : undefined;
  if (!conflict) throw new Error('No conflict.');
  return conflict.id;
}

const lendingPages = (loan: string) => ['/desk/approvals', `/lendings/loan/${loan}`, `/lendings/loan/${loan}/takeBack`];

const platformPages: Pages[number] = [
  'platform-admin@platform.guanyi.test',
  ['/desk/organisations', '/desk/calendar', '/desk/calendar?year=2027'],
];

async function addresses(): Promise<Pages> {
  const [one] = await product.database.sql<
    { loan: string; icp: string; other: string; lab: string; booking: string; used: string }[]
  >`
    SELECT (SELECT id FROM lendings WHERE status = 'handedOver' LIMIT 1) AS loan,
      (SELECT id FROM instruments WHERE asset_number = 'QD-F-0101') AS icp,
      (SELECT id FROM instruments WHERE asset_number = 'QD-F-0102') AS other,
      (SELECT id FROM labs WHERE code = 'qd-food') AS lab,
      (SELECT b.id FROM bookings b JOIN users u ON u.id = b.user_id
        WHERE u.email = 'booker@ocean-univ.guanyi.test' AND b.status = 'pendingApproval' ORDER BY b.id LIMIT 1) AS booking,
      (SELECT b.id FROM bookings b JOIN users u ON u.id = b.user_id
        WHERE u.email = 'booker@ocean-univ.guanyi.test' AND b.status = 'completed' ORDER BY b.id LIMIT 1) AS used`;
  if (!one) throw new Error('The demonstration is empty.');
  const [draft, issued] = await statements();
  const slot = 'from=2026-12-21T06:30:00.000Z&until=2026-12-21T09:30:00.000Z&way=guided';
  const editor = editorOf(one.icp);
  return [
    [
      '',
      [
        '/?q=质谱&day=2026-12-14&from=14:30&until=17:30',
        '/?q=没有这样的仪器',
        `/instruments/${one.icp}?${slot}`,
        `/compare?id=${one.icp}&id=${one.other}`,
        '/labs',
        `/labs/${one.lab}`,
        '/login',
        '/register',
        '/invitations/accept?token=none',
        '/conflicts/answer',
        '/nowhere',
      ],
    ],
    [
      'booker@ocean-univ.guanyi.test',
      [
        `/instruments/${one.icp}/book?${slot}`,
        ...['/bookings', '/bookings?tab=past', '/lendings', `/instruments/${one.icp}/lend?kind=lease`],
        `/bookings/${one.booking}`,
        `/bookings/${one.used}`,
        `/use/${one.icp}`,
        '/waitlist',
        `/conflicts/${await conflictOf('booker@ocean-univ.guanyi.test')}`,
        '/notifications',
        '/account',
      ],
    ],
    [
      staff('lab-manager'),
      [
        '/desk/inbox',
        ...lendingPages(one.loan),
        '/desk/board',
        '/desk/board?span=week',
        ...['/desk/today', '/desk/usage', '/desk/usage?view=all'],
        '/desk/conflicts',
        '/desk/instruments',
        '/desk/instruments/new',
        `/desk/instruments/${one.icp}/label`,
        ...editor,
        '/desk/import',
        ...['/desk/members', '/desk/qualifications'],
      ],
    ],
    ...moneyPages(draft, issued),
    [staff('finance'), ['/desk/charges']],
    ...moneyAddresses.concat(await equityAddresses()),
    platformPages,
  ];
}

/** Money that comes in, and limits that hold. */
const moneyAddresses: Pages[number][] = [
  [staff('finance'), ['/desk/payments', '/desk/payments?view=all', '/desk/ageing', '/desk/credit']],
  ['org-admin@ocean-univ.guanyi.test', ['/desk/budgets']],
];

async function equityAddresses(): Promise<Pages> {
  const [one] = await product.database.sql<{ deal: string; venture: string }[]>`
    SELECT (SELECT id FROM equity_cases WHERE status = 'noticed') AS deal, (SELECT id FROM ventures) AS venture`;
  if (!one) throw new Error('The demonstration has no equity case.');
  return [
    ['', ['/notices', `/notices/${one.deal}`]],
    [
      staff('asset-officer'),
      ['/desk/equity', `/desk/equity/${one.deal}`, '/desk/ventures', `/desk/ventures/${one.venture}`],
    ],
    ['org-admin@beacon-foods.guanyi.test', ['/equity', `/equity/${one.deal}`, `/ventures/${one.venture}`]],
  ];
}

function moneyPages(draft: string, issued: string): Pages {
  const books = ['', '?view=journal', '?view=periods'].map((view) => `/desk/ledger${view}`);
  return [
    ['org-finance@ocean-univ.guanyi.test', [`/desk/statements?statement=${issued}`]],
    [staff('finance'), ['/desk/statements', `/desk/statements?statement=${draft}`, ...books]],
  ];
}

/** A draft of Qingdao, and what it has issued to the university. */
async function statements(): Promise<[draft: string, issued: string]> {
  const { database, clock } = product;
  const [district] = await database.sql<{ id: string }[]>`SELECT id FROM organisations WHERE slug = 'qingdao'`;
  const ids = await stateMonth(database, district!.id, '2026-12', clock.now());
  const [own] = await database.sql<{ id: string }[]>`
    SELECT s.id FROM statements s JOIN organisations o ON o.id = s.organisation_id WHERE o.slug = 'ocean-univ'`;
  return [ids.at(-1)!, own!.id];
}

/** Each page is loaded once in each language, and then also looked at in the other theme and at the other width. */
const windows = [
  { language: 'zh-CN', device: 'desktop' },
  { language: 'en', device: 'phone' },
] as const;

/** Some two hundred looks at pages; on a busy machine each takes seconds. */
const patienceMs = 600_000;

describe.each(windows)('Every page in $language, opened on a $device', (options) => {
  it('is fit for all readers, in its language, light and dark, wide and narrow', { timeout: patienceMs }, async () => {
    const faults = await visitAll(options);
    expect(faults).toEqual([]);
  });
});

it('No page of the product is left out', () => {
  const files = ['router.tsx', 'routes/desk.tsx', 'routes/desk-money.ts'].map((name) =>
    readFileSync(new URL(`../../apps/web/src/app/${name}`, import.meta.url), 'utf8'),
  );
  const visited = pages.flatMap(([, list]) => list).map((address) => address.replace(/\?.*/, ''));
  const missed = files.flatMap((text, i) =>
    [...text.matchAll(/path: '([^']+)'/g)]
      .map(([, route = '']) => (i === 0 ? route : `/desk${route === '/' ? '' : route}`))
      .filter((route) => route !== '/desk')
      .filter((route) => !visited.some((address) => matches(route, address))),
  );
  expect(missed).toEqual([]);
});

function matches(route: string, address: string): boolean {
  return new RegExp(`^${route.replaceAll(/\$\w+/g, '[^/]+')}$`).test(address);
}

/** Opens every page as the person it is for; two people look at the same time. */
async function visitAll(options: VisitorOptions): Promise<string[]> {
  const faults: string[] = [];
  const waiting = [...pages];
  const look = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [who, list] = next;
      const visitor = await product.visit(options);
      const served = listenToServedTexts(visitor.page);
      if (who) await visitor.signIn(who);
      for (const address of list) {
        await visitor.open(address);
        const found = await audit(visitor, served, pictureName(address, options));
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
