import { readFile } from 'node:fs/promises';
import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BankLine, ccbFile } from '../support/bank-files.ts';
import { type Product, startProduct } from '../support/product.ts';
import type { Language, Visitor } from '../support/visitor.ts';

/** Tuesday, 1 December 2026, 10:20 in Shanghai: the demonstration has stated all months but November. */
const firstOfDecember = Date.parse('2026-12-01T02:20:00Z');
const finance = 'finance@qingdao.guanyi.test';
const customer = 'org-finance@ocean-univ.guanyi.test';

const months: Record<Language, string> = { 'zh-CN': '2026年11月', en: 'November 2026' };

describe.each(['zh-CN', 'en'] as const)('Finance closes November, %s', (language) => {
  const t = { locale: language };
  let product: Product;

  beforeAll(async () => {
    product = await startProduct(firstOfDecember);
  });
  afterAll(() => product?.close());
  afterEach((context) => product.review(context));

  it('reviews uses, states and issues, matches the bank’s file, sees the books balance, and closes the month', async () => {
    const visitor = await product.visit({ language });
    await visitor.signIn(finance);
    await reviewUses(visitor);
    await makeStatements(visitor);
    await issueAll(visitor);
    await matchReceipts(visitor);
    await closeMonth(visitor);
    await visitor.leave();
    const payer = await product.visit({ language, device: 'phone' });
    await payer.signIn(customer);
    await seeOwnStatement(payer);
  });

  const button = (visitor: Visitor, name: string) => visitor.page.getByRole('button', { name, exact: true });

  async function reviewUses(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await visitor.open('/desk/charges?month=2026-11&view=notable');
    await page.locator('[data-finance-row]').first().click();
    await page.getByRole('complementary', { name: m.desk_charge_details({}, t) }).waitFor();
    await visitor.shoot(`november-uses-${language}`);
  }

  async function makeStatements(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await visitor.open('/desk/statements');
    await button(visitor, m.statement_run({}, t)).click();
    await button(visitor, m.statement_run_count({}, t)).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('table').waitFor();
    await visitor.shoot(`november-count-${language}`);
    const customers = await dialog.getByRole('table').locator('tbody tr').count();
    expect(customers).toBeGreaterThan(0);
    await dialog.getByRole('button', { name: m.statement_run_make({ count: customers }, t) }).click();
    await button(visitor, m.statement_run_show({}, t)).click();
    await page.locator('[data-statement]').first().waitFor();
    expect(await page.locator('[data-statement]').count()).toBe(customers);
  }

  async function issueAll(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    while ((await page.locator('[data-statement]').count()) > 0) {
      const before = await page.locator('[data-statement]').count();
      await page.locator('[data-statement]').first().click();
      const panel = page.getByRole('complementary', { name: m.statement_details({}, t) });
      await panel.getByRole('button', { name: m.statement_issue({}, t), exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(m.statement_tax_invoice({}, t)).fill('FP-20261201');
      await dialog.getByRole('button', { name: m.statement_issue({}, t), exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => page.locator('[data-statement]').count()).toBe(before - 1);
    }
    const panel = page.getByRole('complementary', { name: m.statement_details({}, t) });
    await panel.getByText('FP-20261201').waitFor();
    await visitor.shoot(`november-issued-${language}`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'PDF' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^QINGDAO-2026-\d{6}\.pdf$/);
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await panel.locator('table a').first().click();
    await page.waitForURL(/\/desk\/charges\?.*charge=/);
    await visitor.settle();
    await page.getByRole('complementary', { name: m.desk_charge_details({}, t) }).waitFor();
  }

  /** What the bank reports on the first of December: one receipt with the whole number, one with its last digits. */
  async function receipts(): Promise<BankLine[]> {
    const rows = await product.database.sql<{ number: string; totalFen: number; payer: string }[]>`
      SELECT s.number, s.total_fen AS "totalFen", o.name_zh AS payer FROM statements s JOIN organisations o ON o.id = s.organisation_id
      WHERE s.period = '2026-11' AND s.status = 'issued' ORDER BY s.number LIMIT 2`;
    return rows.map(({ number, totalFen, payer }, i) => ({
      ...{ day: '2026-12-01', yuan: (totalFen / 100).toFixed(2), payer, reference: `CCB-${i}` },
      remark: i === 0 ? `缴费单 ${number}` : `缴费单 ${number.slice(-4)}`,
    }));
  }

  async function matchReceipts(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await visitor.open('/desk/payments');
    await page.keyboard.press('i');
    const dialog = page.getByRole('dialog');
    const buffer = Buffer.from(ccbFile(await receipts()));
    await dialog.locator('input[type=file]').setInputFiles({ name: '建行流水.csv', mimeType: 'text/csv', buffer });
    await dialog.getByRole('button', { name: m.payments_import_do({}, t), exact: true }).click();
    await dialog.getByText(m.payments_import_matched({}, t)).waitFor();
    await visitor.shoot(`november-bank-${language}`);
    await dialog
      .getByRole('button', { name: m.ui_close({}, t), exact: true })
      .last()
      .click();
    await page.getByRole('row').filter({ hasText: 'CCB-1' }).locator('[data-payment-row]').click();
    const panel = page.getByRole('complementary', { name: m.payments_details({}, t) });
    await panel.getByText(m.payments_reason_numberShort({}, t)).first().waitFor();
    await visitor.shoot(`november-match-${language}`);
    await page.keyboard.press('c');
    await panel.getByText(m.payments_status_allocated({}, t)).waitFor();
    const [left] = await product.database.sql<{ paid: number }[]>`
      SELECT count(*)::int AS paid FROM statements WHERE period = '2026-11' AND status = 'paid'`;
    expect(left!.paid).toBe(2);
  }

  async function closeMonth(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await visitor.open('/desk/ledger');
    await page.getByText(/借贷相等|Both sides are equal/).waitFor();
    await visitor.shoot(`november-balance-${language}`);
    await visitor.open('/desk/ledger?view=journal');
    expect(await page.getByRole('table').locator('tbody tr').count()).toBeGreaterThan(1);
    await visitor.open('/desk/ledger?view=periods');
    const month = months[language];
    await button(visitor, m.ledger_close_month({ month }, t)).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(m.ledger_waits_nothing({}, t)).waitFor();
    await dialog.getByRole('button', { name: m.ledger_close({}, t), exact: true }).click();
    await button(visitor, m.ledger_reopen_month({ month }, t)).waitFor();
    await visitor.shoot(`november-closed-${language}`);
  }

  async function seeOwnStatement(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await visitor.open('/desk/statements');
    await page.locator('[data-statement]').first().click();
    await page.getByRole('button', { name: 'PDF' }).waitFor();
    expect(await page.getByRole('button', { name: m.statement_credit({}, t), exact: true }).count()).toBe(0);
    await visitor.shoot(`november-customer-${language}`);
  }
});
