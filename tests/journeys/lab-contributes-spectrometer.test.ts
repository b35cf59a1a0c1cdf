import { addDays, localDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../support/build-app.ts';
import { type Product, startProduct } from '../support/product.ts';
import type { Language, Visitor } from '../support/visitor.ts';

interface Story {
  language: Language;
  assetNumber: string;
  venture: string;
}

const stories: readonly Story[] = [
  { language: 'zh-CN', assetNumber: 'QD-F-0101', venture: '胶州湾质谱检测有限公司' },
  { language: 'en', assetNumber: 'YT-T-0308', venture: 'Jiaozhou Bay Analytics Ltd.' },
];

const zone = 'Asia/Shanghai';
const at = (role: string) => `${role}@qingdao.guanyi.test`;
const proposer = 'booker@tex-sme.guanyi.test';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());
afterEach((context) => product.review(context));

describe.each(stories)('A lab contributes an instrument and leaves three years later, in $language', (story) => {
  const { language } = story;
  const tongue = { locale: language };
  const today = () => localDay(zone, product.clock.now());
  let visitor: Visitor;
  let caseId = '';

  /** Comes as somebody, to a page of the deal: sessions end when the clock moves by weeks. */
  async function come(email: string, address: string): Promise<Visitor['page']> {
    await visitor?.leave();
    visitor = await product.visit({ language });
    await visitor.signIn(email);
    await visitor.open(address);
    return visitor.page;
  }

  /** Opens a form by its button, fills it in and sends it. */
  async function fill(action: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const { page } = visitor;
    await page.getByRole('main').getByRole('button', { name: action, exact: true }).click();
    const dialog = page.getByRole('dialog');
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
    await dialog.getByRole('button', { name: action, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await visitor.settle();
  }

  it('from the intent through the notice to the register, and back into the pool', { timeout: 240_000 }, async () => {
    const [instrument] = await product.database.sql<{ id: string }[]>`
      SELECT id FROM instruments WHERE asset_number = ${story.assetNumber}`;
    await propose(instrument!.id);
    await prepare();
    await decide();
    await publishAndSign();
    await contributeAndShare();
    await leaveTheVenture(instrument!.id);
  });

  async function propose(instrumentId: string): Promise<void> {
    const page = await come(proposer, `/instruments/${instrumentId}`);
    await page.getByRole('tab', { name: m.ui_mode_equity({}, tongue) }).click();
    await fill(m.equity_do_propose({}, tongue), { [m.equity_venture_name({}, tongue)]: story.venture });
    await page.waitForURL(/\/equity\/[0-9a-f-]{36}$/);
    caseId = page.url().split('/').at(-1) ?? '';
    await page.getByRole('heading', { name: new RegExp(story.venture) }).waitFor();
  }

  async function prepare(): Promise<void> {
    await come(at('lab-manager'), `/desk/equity/${caseId}`);
    await fill(m.equity_do_study({}, tongue), { [m.equity_summary({}, tongue)]: 'OK' });
    const page = await come(at('asset-officer'), `/desk/equity/${caseId}`);
    await fill(m.equity_do_appraise({}, tongue), {
      [m.equity_agency({}, tongue)]: 'Zhengxin',
      [m.equity_report_number({}, tongue)]: '2026-318',
      [m.equity_base_date({}, tongue)]: addDays(today(), -30),
      [m.equity_value_yuan({}, tongue)]: '3000000',
    });
    await page.getByRole('button', { name: m.equity_do_submit({}, tongue), exact: true }).click();
    await visitor.settle();
  }

  /** The work list of approvals has a journey of its own; here its decisions come by the API. */
  async function decide(): Promise<void> {
    for (const role of ['lab-manager', 'asset-officer']) {
      const send = async (path: string, body?: unknown, token?: string) => {
        const reply = await fetch(`${product.url}/api/v1${path}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return reply.json();
      };
      const { accessToken } = await send('/auth/login', { email: at(role), password: testPassword });
      const { items } = await send(`/approvals?subjectId=${caseId}`, undefined, accessToken);
      const step = items.find((one: { isCurrent: boolean }) => one.isCurrent);
      await send(`/approvals/${step.id}/decide`, { decision: 'approve' }, accessToken);
    }
  }

  async function publishAndSign(): Promise<void> {
    const page = await come(at('asset-officer'), `/desk/equity/${caseId}`);
    await fill(m.equity_do_publish({}, tongue), { [m.equity_notice_text({}, tongue)]: 'A public notice.' });
    const sign = page.getByRole('button', { name: m.equity_do_sign({}, tongue), exact: true });
    expect(await sign.isDisabled()).toBe(true);
    await visitor.shoot(`equity-1-noticed-${language}`, { full: true });
    product.clock.advance(16 * DAY_MS);
    await come(at('asset-officer'), `/desk/equity/${caseId}`);
    await fill(m.equity_do_sign({}, tongue), { [m.equity_capital({}, tongue)]: '10000000' });
    await visitor.page.getByText('300,000').first().waitFor();
    await visitor.shoot(`equity-2-agreed-${language}`, { full: true });
  }

  async function contributeAndShare(): Promise<void> {
    await fill(m.equity_do_contribute({}, tongue), { [m.equity_first_day({}, tongue)]: addDays(today(), 7) });
    product.clock.advance(365 * DAY_MS);
    const page = await come(at('finance'), `/desk/equity/${caseId}`);
    await fill(m.equity_do_distribute({}, tongue), {
      [m.equity_amount({}, tongue)]: '99999.99',
      [m.equity_declared_on({}, tongue)]: today(),
    });
    await page.getByRole('link', { name: m.equity_venture_open({}, tongue) }).click();
    await page.getByText('29,999.99').waitFor();
    await visitor.shoot(`equity-3-venture-${language}`, { full: true });
  }

  async function leaveTheVenture(instrumentId: string): Promise<void> {
    product.clock.advance(2 * 365 * DAY_MS);
    await come(at('asset-officer'), `/desk/equity/${caseId}`);
    const lastDay = addDays(today(), 3);
    await fill(m.equity_do_exit({}, tongue), {
      [m.equity_last_day({}, tongue)]: lastDay,
      [m.equity_consideration({}, tongue)]: '3500000',
    });
    await visitor.page.getByText(m.equity_status_exited({}, tongue)).first().waitFor();
    await visitor.shoot(`equity-4-left-${language}`, { full: true });
    const window = `from=${lastDay}T00:00:00Z&until=${addDays(lastDay, 2)}T00:00:00Z`;
    const reply = await fetch(`${product.url}/api/v1/instruments/${instrumentId}/availability?${window}`);
    const { busy } = (await reply.json()) as { busy: { until: string; kind: string }[] };
    expect(busy.filter((claim) => claim.kind === 'equity').map((claim) => claim.until)).toEqual([
      `${lastDay}T16:00:00.000Z`,
    ]);
  }
});
