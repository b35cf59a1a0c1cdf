import { addDays, localDay } from '@guanyi/domain/kernel/local-time';
import { m } from '@guanyi/messages';
import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../support/build-app.ts';
import { type Product, startProduct } from '../support/product.ts';
import type { Language, Visitor, VisitorOptions } from '../support/visitor.ts';

const zone = 'Asia/Shanghai';
const at = (role: string) => `${role}@qingdao.guanyi.test`;
const booker = 'booker@beacon-foods.guanyi.test';
const reviewer = 'hq-reviewer@gacc.guanyi.test';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());
afterEach((context) => product.review(context));

describe.each(['zh-CN', 'en'] as const)('An enterprise, in %s', (language: Language) => {
  const tongue = { locale: language };
  const today = localDay(zone, Date.parse('2026-12-09T02:20:00Z'));
  const firstDay = addDays(today, language === 'en' ? 1 : 0);
  let visitor: Visitor;
  let lendingId = '';

  async function come(email: string, address: string, options: VisitorOptions = {}): Promise<Page> {
    await visitor?.leave();
    visitor = await product.visit({ language, ...options });
    await visitor.signIn(email);
    await visitor.open(address);
    return visitor.page;
  }

  const press = async (page: Page, name: string) => {
    await page.getByRole('main').getByRole('button', { name, exact: true }).click();
    await visitor.settle();
  };

  /** Fills a dialog in and sends it. */
  async function fill(page: Page, action: string, fields: Readonly<Record<string, string>>): Promise<void> {
    await press(page, action);
    const dialog = page.getByRole('dialog');
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
    await dialog.getByRole('button', { name: action, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await visitor.settle();
  }

  /** Asks for days on the page of the request. @returns the id of what was asked for. */
  async function ask(assetNumber: string, kind: 'loan' | 'lease', days: [string, string], n: number): Promise<string> {
    const [instrument] = await product.database.sql<{ id: string }[]>`
      SELECT id FROM instruments WHERE asset_number = ${assetNumber}`;
    const page = await come(booker, `/instruments/${instrument!.id}/lend?kind=${kind}`);
    await page.getByLabel(m.lending_first_day({}, tongue), { exact: true }).fill(days[0]);
    await page.getByLabel(m.lending_last_day({}, tongue), { exact: true }).fill(days[1]);
    await page.getByLabel(m.lending_accessories({}, tongue), { exact: true }).fill('Charger, Case');
    await visitor.shoot(`lend-1-ask-${kind}-${language}`, { full: true });
    await page.getByRole('button', { name: m.term_ask_days({ n }, tongue) }).click();
    await page.waitForURL(/\/lendings\/\w+\/[0-9a-f-]{36}$/);
    return page.url().split('/').at(-1) ?? '';
  }

  /** Decides the step that is asked now, by the interface of the programs; the work list is walked through elsewhere. */
  async function approveQuietly(email: string, subjectId: string): Promise<void> {
    const send = async (path: string, body?: unknown, token?: string) => {
      const reply = await fetch(`${product.url}/api/v1${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return reply.json();
    };
    const { accessToken } = await send('/auth/login', { email, password: testPassword });
    const { items } = await send(`/approvals?subjectId=${subjectId}`, undefined, accessToken);
    const step = items.find((one: { isCurrent: boolean }) => one.isCurrent);
    const decided = await send(`/approvals/${step.id}/decide`, { decision: 'approve' }, accessToken);
    expect(decided.status).toBe('approved');
  }

  /** Finds a case in the work list, reads what it rests on and approves it by key. */
  async function approveInList(email: string, number: string): Promise<void> {
    const page = await come(email, '/desk/approvals');
    await page.getByRole('link', { name: new RegExp(number) }).click();
    await page.getByText(m.facts_conflict_held({}, tongue)).waitFor();
    await visitor.settle();
    await visitor.shoot(`lend-2-inbox-${language}`);
    await page.keyboard.press('a');
    await page.getByRole('link', { name: new RegExp(number) }).waitFor({ state: 'detached' });
  }

  const numberOf = async (id: string) => {
    const [row] = await product.database.sql<{ number: string }[]>`SELECT number FROM lendings WHERE id = ${id}`;
    return row!.number;
  };

  it('borrows a portable XRF for ten days, extends, and returns it damaged', { timeout: 240_000 }, async () => {
    lendingId = await ask('QD-C-0205', 'loan', [firstDay, addDays(firstDay, 9)], 10);
    await approveInList(at('lab-manager'), await numberOf(lendingId));
    await approveQuietly(at('asset-officer'), lendingId);
    for (const signer of [at('asset-officer'), 'org-admin@beacon-foods.guanyi.test'])
      await press(await come(signer, `/lendings/loan/${lendingId}`), m.lending_sign({}, tongue));
    await handOverOnPhone();
    await extend();
    await bringBackDamaged();
    await agreeAndSettle();
  });

  async function handOverOnPhone(): Promise<void> {
    const [one] = await product.database.sql<
      { id: string }[]
    >`SELECT instrument_id AS id FROM lendings WHERE id = ${lendingId}`;
    const page = await come(at('keeper'), `/use/${one!.id}`, { device: 'phone' });
    await page.getByRole('link', { name: m.lending_hand_over({}, tongue) }).click();
    await report(page, { isWorse: false });
    await visitor.shoot(`lend-3-hand-over-${language}`, { full: true });
    await page.getByRole('button', { name: m.lending_confirm_hand_over({}, tongue) }).click();
    await page.getByText(m.lending_status_handedOver({}, tongue), { exact: true }).first().waitFor();
  }

  async function report(page: Page, { isWorse }: { isWorse: boolean }): Promise<void> {
    await page.locator('#accessory-1').waitFor();
    for (const i of [0, 1]) await page.locator(`#accessory-${i} input`).check();
    if (isWorse) {
      const row = page.locator('#condition-0');
      await row.getByText(m.lending_state_damaged({}, tongue), { exact: true }).click();
      await row.getByRole('textbox').fill('3 cm');
    }
    const total = await page.locator('.check-row').count();
    const rest = isWorse
      ? m.handing_rest_unchanged({ n: total - 1 }, tongue)
      : m.handing_rest_good({ n: total }, tongue);
    await page.getByRole('button', { name: rest }).click();
    await page.getByLabel(m.lending_meter({}, tongue), { exact: true }).fill(isWorse ? '1500' : '1200');
    await draw(page);
    await page.locator('#signature-customer').getByRole('checkbox').check();
  }

  async function draw(page: Page): Promise<void> {
    const pad = page.locator('#signature-lab .pad');
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error('There is no field to sign in.');
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 50, { steps: 5 });
    await page.mouse.up();
    await page
      .getByRole('img', { name: m.handing_pad_signed({ who: m.lending_signature_keeper({}, tongue) }, tongue) })
      .waitFor();
  }

  async function extend(): Promise<void> {
    const page = await come(booker, `/lendings/loan/${lendingId}`);
    await fill(page, m.lending_extend({}, tongue), { [m.lending_extend_until({}, tongue)]: addDays(firstDay, 12) });
    for (const role of ['lab-manager', 'asset-officer']) await approveQuietly(at(role), lendingId);
  }

  async function bringBackDamaged(): Promise<void> {
    const page = await come(at('keeper'), `/lendings/loan/${lendingId}/takeBack`, { device: 'phone' });
    await report(page, { isWorse: true });
    await visitor.shoot(`lend-4-take-back-${language}`, { full: true });
    await page.getByRole('button', { name: m.lending_confirm_take_back({}, tongue) }).click();
    await page.getByText(m.damage_status_open({}, tongue)).waitFor();
  }

  async function agreeAndSettle(): Promise<void> {
    await fill(visitor.page, m.damage_propose({}, tongue), {
      [m.lending_amount_yuan({}, tongue)]: '1200',
      [m.damage_reason({}, tongue)]: 'Display',
    });
    await press(await come(booker, `/lendings/loan/${lendingId}`), m.damage_accept({}, tongue));
    const page = await come(at('finance'), `/lendings/loan/${lendingId}`);
    await press(page, m.damage_settle({}, tongue));
    await page.getByLabel(m.lending_amount_yuan({}, tongue)).fill('18800');
    await press(page, m.lending_release({}, tongue));
    await page.getByText(m.lending_status_closed({}, tongue), { exact: true }).first().waitFor();
    await visitor.shoot(`lend-5-closed-${language}`, { full: true });
    const [deposit] = await product.database.sql`
      SELECT held_fen AS held, captured_fen AS captured, released_fen AS released FROM lendings WHERE id = ${lendingId}`;
    expect(deposit).toEqual({ held: 0, captured: 120_000, released: 1_880_000 });
  }

  it('leases what is worth eight million, and the longer chain decides', { timeout: 240_000 }, async () => {
    await product.database.sql`UPDATE instruments SET original_value_fen = 800000000 WHERE asset_number = 'YT-T-0303'`;
    const begin = addDays(today, language === 'en' ? 400 : 100);
    const leaseId = await ask('YT-T-0303', 'lease', [begin, addDays(begin, 180)], 181);
    for (const role of ['lab-manager', 'asset-officer']) await approveQuietly(at(role), leaseId);
    const page = await come(reviewer, '/desk/chains');
    await page.getByLabel(m.chains_mode({}, tongue)).selectOption('rent');
    await page.getByLabel(m.chains_case_value({}, tongue)).fill('8000000');
    const answer = page.getByRole('region', { name: m.chains_answer({}, tongue) });
    await answer.getByText(m.ui_role_hqReviewer({}, tongue)).waitFor();
    await visitor.shoot(`lend-6-chain-${language}`);
    await approveInList(reviewer, await numberOf(leaseId));
    await come(booker, `/lendings/lease/${leaseId}`);
    await visitor.page.getByText(m.lending_status_approved({}, tongue), { exact: true }).first().waitFor();
    expect(await visitor.page.getByText(m.lending_step_approved({}, tongue), { exact: true }).count()).toBe(3);
    await visitor.shoot(`lend-7-lease-${language}`, { full: true });
  });
});
