import { makeUscc } from '@guanyi/domain/kernel/uscc';
import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';
import type { Device, Language, Visitor } from '../support/visitor.ts';

interface Story {
  language: Language;
  device: Device;
  organisation: string;
  person: string;
  email: string;
  uscc: string;
  /** Province and city as they stand in the lists. */
  place: readonly [string, string];
}

const stories: readonly Story[] = [
  {
    language: 'en',
    device: 'desktop',
    organisation: 'Jiaozhou Bay Ceramics Ltd.',
    person: 'Wang Lei',
    email: 'wang.lei@ceramics.example',
    uscc: makeUscc('91', '370281', '8801'),
    place: ['Shandong', 'Qingdao'],
  },
  {
    language: 'zh-CN',
    device: 'phone',
    organisation: '胶州湾陶瓷有限公司',
    person: '王磊',
    email: 'wanglei@taoci.example',
    uscc: makeUscc('91', '370281', '8802'),
    place: ['山东省', '青岛市'],
  },
];

const password = 'harbour-lantern-42';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());
afterEach((context) => product.review(context));

describe.each(stories)('An enterprise registers, $language on a $device', (story) => {
  const { language, device } = story;
  const tongue = { locale: language };

  it('is refused for a bad credit code at the field, loses nothing, and succeeds', async () => {
    const visitor = await product.visit({ language, device });
    const { page } = visitor;
    await visitor.open('/login');
    await page.getByRole('link', { name: m.account_register({}, tongue) }).click();
    await fillIn(visitor);
    await refuse(visitor);
    await visitor.shoot(`register-1-refused-${language}-${device}`, { full: true });
    const code = page.getByLabel(m.account_uscc({}, tongue));
    await code.fill(story.uscc);
    await submit(visitor);
    const done = m.account_registered({ name: story.organisation }, tongue);
    await page.getByRole('heading', { name: done }).waitFor();
    await visitor.shoot(`register-2-done-${language}-${device}`);
    await signIn(visitor);
    await visitor.shoot(`register-3-account-${language}-${device}`, { full: true });
    const { mail } = await product.mailTo(story.email, new RegExp(story.organisation));
    const title = m.notification_organisationReceived_title({ organisation: story.organisation }, tongue);
    expect(mail.subject).toBe(m.mail_subject({ title }, tongue));
  });

  async function fillIn({ page }: Visitor): Promise<void> {
    await page.getByLabel(m.account_organisation_name({}, tongue)).fill(story.organisation);
    await page.getByLabel(m.account_kind({}, tongue)).selectOption('enterprise');
    await page.getByLabel(m.account_uscc({}, tongue)).fill(withWrongCheckDigit(story.uscc));
    await page.getByLabel(m.account_province({}, tongue)).selectOption({ label: story.place[0] });
    await page.getByLabel(m.account_city({}, tongue)).selectOption({ label: story.place[1] });
    await page.getByLabel(m.account_display_name({}, tongue), { exact: true }).fill(story.person);
    await page.getByLabel(m.account_email({}, tongue)).fill(story.email);
    await page.getByLabel(m.account_password({}, tongue)).fill(password);
  }

  function submit({ page }: Visitor): Promise<void> {
    return page
      .getByRole('main')
      .getByRole('button', { name: m.account_register_submit({}, tongue) })
      .click();
  }

  async function refuse(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    visitor.expectRefusals(/^422 POST \/api\/v1\/organisations$/);
    const before = await values(visitor);
    await submit(visitor);
    await page.getByRole('alert').waitFor();
    const code = page.getByLabel(m.account_uscc({}, tongue));
    expect(await code.getAttribute('aria-invalid')).toBe('true');
    const why = await code.evaluate((field) =>
      (field.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' '),
    );
    expect(why).toContain(m.account_uscc_wrong({}, tongue));
    expect(await values(visitor)).toEqual(before);
    expect(await code.evaluate((field) => field === document.activeElement)).toBe(true);
  }

  async function signIn({ page }: Visitor): Promise<void> {
    await page
      .getByRole('main')
      .getByRole('link', { name: m.ui_login({}, tongue) })
      .click();
    const email = page.getByLabel(m.account_email({}, tongue));
    await expect.poll(() => email.inputValue()).toBe(story.email);
    await page.getByLabel(m.account_password({}, tongue)).fill(password);
    await page
      .getByRole('main')
      .getByRole('button', { name: m.ui_login({}, tongue) })
      .click();
    await page.getByRole('button', { name: m.ui_account_of({ name: story.person }, tongue) }).click();
    await page.getByRole('link', { name: m.ui_account({}, tongue), exact: true }).click();
    await page.getByRole('heading', { name: story.organisation }).waitFor();
    await page.getByText(m.ui_role_orgAdmin({}, tongue)).waitFor();
  }

  /** What stands in the form, passwords and choices included. */
  function values({ page }: Visitor): Promise<string[]> {
    return page
      .locator('form.card :is(input, select)')
      .evaluateAll((fields) => (fields as HTMLInputElement[]).map((field) => field.value));
  }
});

function withWrongCheckDigit(uscc: string): string {
  const last = uscc.at(-1) === '7' ? '8' : '7';
  return uscc.slice(0, -1) + last;
}
