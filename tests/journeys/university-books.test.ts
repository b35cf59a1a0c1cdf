import { m } from '@guanyi/messages';
import type { Locator, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../support/build-app.ts';
import { type Product, startProduct } from '../support/product.ts';
import type { Device, Language, Visitor } from '../support/visitor.ts';

interface Story {
  language: Language;
  device: Device;
  /** Words of the search, the discipline that narrows it, and what is chosen from the rest. */
  words: string;
  discipline: string;
  name: string;
  model: string;
  /** How lists write the day. */
  day: string;
  /** Counted by hand from the price list: academic customers pay 60 %. */
  lines: readonly string[];
  total: string;
}

const stories: readonly Story[] = [
  {
    language: 'zh-CN',
    device: 'desktop',
    words: '质谱',
    discipline: '化矿金',
    name: '电感耦合等离子体质谱仪',
    model: 'Agilent 7900',
    day: '12月17日',
    // 2 h × 288.00, set-up 48.00; 6 % of each line.
    lines: ['576.00', '48.00', '624.00', '37.44'],
    total: '¥661.44',
  },
  {
    language: 'en',
    device: 'phone',
    words: 'mass spectrometer',
    discipline: 'Food safety',
    name: 'GC triple quadrupole mass spectrometer',
    model: 'Agilent 7890B-7010B',
    day: '17 Dec',
    // 2 h × 252.00, set-up 48.00.
    lines: ['504.00', '48.00', '552.00', '33.12'],
    total: '¥585.12',
  },
];

const booker = 'booker@ocean-univ.guanyi.test';
/** A Thursday later than anything that the demonstration has booked. */
const bookedDay = '2026-12-17';
const bookedFrom = Date.parse('2026-12-17T01:00:00Z');
const minute = 60_000;

describe.each(stories)('A university books a spectrometer, $language on a $device', (story) => {
  const { language, device } = story;
  const tongue = { locale: language };
  let product: Product;
  const name = (step: string) => `book-${step}-${language}-${device}`;
  const visit = () => product.visit({ language, device });

  beforeAll(async () => {
    product = await startProduct();
    await product.database.sql`UPDATE users SET locale = ${language} WHERE email LIKE '%@%.guanyi.test'`;
  });
  afterAll(() => product?.close());
  afterEach((context) => product.review(context));

  it('finds it, sees time and price, has it approved, uses it, and finance sees what was quoted', async () => {
    const university = await visit();
    await findInstrument(university, story);
    await university.shoot(name('1-search'));
    await university.page.getByRole('link', { name: story.name, exact: true }).click();
    await chooseSlot(university);
    await expectLines(university.page, story);
    await university.shoot(name('2-instrument'), { full: true });
    const bookingId = await book(university, name);
    const { page } = university;
    await page.getByRole('main').getByText(m.ui_status_pendingApproval({}, tongue), { exact: true }).waitFor();
    const number = await textOf(page.locator('.crumb span').last());

    await approve(await visit(), story, name);
    await seeApproval(product, university, bookingId);
    await university.shoot(name('5-approved'), { full: true });
    await university.leave();

    await useIt(product, await visit(), story, name);
    await seeCharge(await visit(), { story, number, name });
  });

  async function findInstrument(visitor: Visitor, { words, discipline }: Story): Promise<void> {
    const { page } = visitor;
    await visitor.open('/');
    if (device === 'phone') await page.locator('.omni-phone button').first().click();
    const form = device === 'phone' ? page.getByRole('dialog') : page.getByRole('search');
    await form.getByLabel(m.storefront_what({}, tongue)).fill(words);
    await form.getByRole('button', { name: m.storefront_search({}, tongue), exact: true }).click();
    await page.waitForURL(/[?&]q=/);
    await visitor.settle();
    if (device === 'phone') await page.getByRole('button', { name: m.storefront_filters({}, tongue) }).click();
    const filters = device === 'phone' ? page.getByRole('dialog') : page.getByRole('complementary');
    const box = filters.getByRole('checkbox', { name: new RegExp(`^${discipline}`) });
    const promised = await textOf(box.locator('xpath=..').locator('span').last());
    await box.check();
    await page.waitForURL(/discipline=/);
    if (device === 'phone') {
      await page.getByRole('button', { name: m.storefront_show({ n: promised }, tongue) }).click();
    }
    await visitor.settle();
    const heading = promised === '1' ? m.storefront_count_one({}, tongue) : m.storefront_count({ n: promised }, tongue);
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  }

  async function chooseSlot(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await page.locator(`[data-day="${bookedDay}"]`).click();
    await page.locator('.slots button').first().click();
    const quote = page.getByRole('complementary', { name: m.storefront_quote({}, tongue) });
    await quote.getByLabel(m.storefront_from({}, tongue), { exact: true }).selectOption('09:00');
    await quote.getByLabel(m.storefront_until({}, tongue), { exact: true }).selectOption('11:00');
    await page.waitForURL(/from=2026-12-17T01/);
    await visitor.settle();
  }

  async function expectLines(page: Page, { lines }: Story): Promise<void> {
    // A visitor is shown the price for enterprises; the own price stands there after the login.
    await page.getByText(m.storefront_subtotal({}, tongue), { exact: true }).waitFor();
    expect(await amounts(page)).toHaveLength(lines.length + 1);
  }

  async function book(visitor: Visitor, picture: (step: string) => string): Promise<string> {
    const { page } = visitor;
    await mainLink(page, m.storefront_login_and_book({}, tongue)).click();
    await page.getByLabel(m.account_email({}, tongue)).fill(booker);
    await page.getByLabel(m.account_password({}, tongue)).fill(testPassword);
    await page
      .getByRole('main')
      .getByRole('button', { name: m.ui_login({}, tongue) })
      .click();
    await page.getByText(m.storefront_held({}, tongue)).waitFor();
    await page.getByText(story.total, { exact: true }).waitFor();
    expect(await amounts(page)).toEqual([...story.lines, story.total]);
    const held = page.getByText(m.storefront_held({}, tongue));
    const seconds = await textOf(held);
    await page.getByRole('button', { name: m.storefront_next({}, tongue), exact: true }).click();
    await page.getByLabel(m.ui_purpose_research({}, tongue), { exact: true }).check();
    await page.getByLabel(m.storefront_purpose_text({}, tongue)).fill('近海沉积物中的重金属');
    await page.getByRole('button', { name: m.storefront_next({}, tongue), exact: true }).click();
    await expect.poll(() => textOf(held)).not.toBe(seconds);
    await visitor.shoot(picture('3-confirm'), { full: true });
    await page.getByRole('button', { name: m.storefront_ask_slot({}, tongue) }).click();
    await page.waitForURL(/\/bookings\//);
    await page.getByText(m.storefront_asked({}, tongue)).waitFor();
    return new URL(page.url()).pathname.split('/').at(-1) ?? '';
  }

  async function approve(manager: Visitor, { model }: Story, picture: (step: string) => string): Promise<void> {
    const { page } = manager;
    await manager.signIn('lab-manager@qingdao.guanyi.test');
    await manager.open('/desk');
    const row = page
      .locator('.item')
      .filter({ hasText: model })
      .filter({ hasText: story.total.slice(1) })
      .filter({ hasText: story.day });
    await row.waitFor();
    if (device === 'phone') {
      await row.getByRole('link').click();
      await page.getByRole('button', { name: m.desk_approve({}, tongue) }).waitFor();
      await manager.shoot(picture('4-inbox'));
      await page.getByRole('button', { name: m.desk_approve({}, tongue) }).click();
    } else {
      await walkTo(page, row);
      await manager.shoot(picture('4-inbox'));
      await page.keyboard.press('a');
    }
    await page.getByText(m.desk_undo_hint({ n: 5 }, tongue)).waitFor();
    await page.getByText(m.desk_undo_hint({ n: 5 }, tongue)).waitFor({ state: 'detached' });
    await manager.settle();
    await row.waitFor({ state: 'detached' });
    await manager.leave();
  }

  async function seeApproval(running: Product, visitor: Visitor, bookingId: string): Promise<void> {
    const { page } = visitor;
    // Without a reload: the page learns of it by itself.
    await page.getByText(m.ui_status_confirmed({}, tongue), { exact: true }).waitFor();
    await page
      .getByRole('link', { name: /[1-9]/ })
      .filter({ has: page.locator('.bell-count') })
      .waitFor();
    const title = m.notification_bookingConfirmed_title({ instrument: story.name }, tongue);
    const { mail } = await running.mailTo(booker, new RegExp(title.replaceAll(/[()]/g, '.')));
    const address = new RegExp(`${running.url}/bookings/${bookingId}\\b`);
    expect(mail.text).toMatch(address);
    expect(mail.html).toMatch(address);
    await page.locator('.bell').click();
    await page.getByRole('heading', { name: title }).getByRole('link').click();
    await page.waitForURL(`**/bookings/${bookingId}`);
    await visitor.settle();
  }

  async function useIt(running: Product, keeper: Visitor, { model }: Story, picture: (step: string) => string) {
    const { page } = keeper;
    running.clock.set(bookedFrom - 5 * minute);
    await keeper.signIn('keeper@qingdao.guanyi.test');
    await keeper.open('/desk');
    await page.waitForURL('**/desk/today');
    const entry = page.locator('.today-item').filter({ hasText: model }).filter({ hasText: '09:00–11:00' });
    await entry.getByRole('button', { name: new RegExp(m.desk_check_in({}, tongue)) }).click();
    await entry.getByRole('button', { name: new RegExp(m.desk_check_out({}, tongue)) }).waitFor();
    await keeper.shoot(picture('6-today'));
    running.clock.set(bookedFrom + 115 * minute);
    // The access token of the morning has run out; the page renews it by itself.
    keeper.expectRefusals(/^401 /);
    await entry.getByRole('button', { name: new RegExp(m.desk_check_out({}, tongue)) }).click();
    await entry.getByRole('button', { name: m.desk_check_out_now({}, tongue) }).click();
    await entry.getByText(m.ui_status_completed({}, tongue)).waitFor();
    await keeper.leave();
  }

  async function seeCharge(
    finance: Visitor,
    { number, name: picture }: { story: Story; number: string; name: (step: string) => string },
  ): Promise<void> {
    const { page } = finance;
    await finance.signIn('finance@qingdao.guanyi.test');
    await finance.open('/desk');
    await page.waitForURL('**/desk/charges');
    await page.getByRole('button', { name: number }).click();
    const panel = page.getByRole('complementary', { name: m.desk_charge_details({}, tongue) });
    await panel.getByText(story.total, { exact: true }).waitFor();
    await finance.settle();
    expect(await amounts(page)).toEqual([...story.lines, story.total]);
    await panel.getByRole('heading', { name: m.desk_usage({}, tongue), exact: true }).waitFor();
    await finance.shoot(picture('7-finance'));
    await panel.getByRole('link', { name: number }).click();
    await page.waitForURL(/\/desk\/board/);
    const details = page.getByRole('complementary', { name: m.desk_booking_details({}, tongue) });
    await details.getByText(number).waitFor();
    await finance.settle();
    await finance.shoot(picture('8-board'));
  }

  /** Presses J until the row is the open one, as somebody does who keeps the hands on the keys. */
  async function walkTo(page: Page, row: Locator): Promise<void> {
    const isOpen = async () => (await row.getAttribute('aria-current')) === 'true';
    for (let presses = 0; presses < 60 && !(await isOpen()); presses += 1) await page.keyboard.press('j');
    expect(await isOpen()).toBe(true);
  }

  /** On a phone the link stands in the bar at the foot too. */
  function mainLink(page: Page, text: string): Locator {
    return page.getByRole('link', { name: text }).filter({ visible: true }).first();
  }

  async function textOf(place: Locator): Promise<string> {
    return (await place.textContent()) ?? '';
  }

  /** Every amount of the price that is open, in order. */
  function amounts(page: Page): Promise<string[]> {
    return page.locator('.lines dd:not(.why)').allTextContents();
  }
});
