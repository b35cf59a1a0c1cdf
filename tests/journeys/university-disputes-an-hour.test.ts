import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';
import { stateMonth } from '../support/state-month.ts';
import type { Visitor } from '../support/visitor.ts';

interface StatedUse {
  id: string;
  /** The last hour, as a field for local times takes it. */
  from: string;
  until: string;
  subtotalFen: number;
  statementId: string;
}

describe.each(['zh-CN', 'en'] as const)('A university disputes an hour and gets a credit note, %s', (language) => {
  const t = { locale: language };
  let product: Product;
  let use: StatedUse;

  beforeAll(async () => {
    product = await startProduct();
    use = await statedUse(product);
  });
  afterAll(() => product?.close());
  afterEach((context) => product.review(context));

  it('objects to a use on an issued statement, and sees less to pay once finance agrees', async () => {
    const university = await product.visit({ language });
    await university.signIn('org-finance@ocean-univ.guanyi.test');
    await objectToLastHour(university);

    await product.mailTo('finance@qingdao.guanyi.test', /有争议/);
    const finance = await product.visit({ language });
    await finance.signIn('finance@qingdao.guanyi.test');
    await agree(finance);

    await product.mailTo('booker@ocean-univ.guanyi.test', /争议已处理/);
    const { page } = university;
    await university.open(`/desk/statements?statement=${use.statementId}`);
    const panel = page.getByRole('complementary', { name: m.statement_details({}, t) });
    await panel.getByText(m.statement_credited({}, t), { exact: true }).waitFor();
    await panel
      .getByText(/CN-|QINGDAO-CN/)
      .first()
      .waitFor();
    await university.shoot(`dispute-credited-${language}`);
    const [note] = await product.database.sql<{ subtotalFen: number }[]>`
      SELECT subtotal_fen AS "subtotalFen" FROM credit_notes WHERE statement_id = ${use.statementId}`;
    expect(note!.subtotalFen).toBeGreaterThan(0);
    expect(note!.subtotalFen).toBeLessThan(use.subtotalFen);
  });

  async function objectToLastHour(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await visitor.open(`/desk/usage?view=all&record=${use.id}`);
    const panel = page.getByRole('complementary', { name: m.desk_charge_details({}, t) });
    await panel.getByRole('button', { name: m.usage_dispute({}, t) }).click();
    const claim = page.getByRole('dialog', { name: m.usage_dispute_title({}, t) });
    await claim.getByLabel(m.usage_from({}, t)).fill(use.from);
    await claim.getByLabel(m.usage_until({}, t)).fill(use.until);
    await claim.getByLabel(m.usage_reason({}, t)).fill('最后一小时真空泵报警，无法进样');
    await visitor.shoot(`dispute-claim-${language}`);
    await claim.getByRole('button', { name: m.usage_dispute_send({}, t) }).click();
    await panel.getByText(m.usage_dispute_open({}, t)).waitFor();
  }

  async function agree(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    await visitor.open(`/desk/charges?view=disputed&row=${use.id}`);
    await page.getByText('最后一小时真空泵报警，无法进样').first().waitFor();
    await visitor.shoot(`dispute-finance-${language}`);
    await page.getByRole('button', { name: m.usage_resolve({}, t) }).click();
    const decision = page.getByRole('dialog', { name: m.usage_resolve_title({}, t) });
    await decision.getByLabel(m.usage_comment({}, t)).fill('查阅仪器日志，属实');
    await decision.getByRole('button', { name: m.usage_accept({}, t), exact: true }).click();
    await page.getByText(m.usage_dispute_accepted({}, t)).waitFor();
  }
});

/** States the month so far, and picks the latest use of the university of two hours or more that stands on what was issued. */
async function statedUse({ database, clock }: Product): Promise<StatedUse> {
  const [district] = await database.sql<{ id: string }[]>`SELECT id FROM organisations WHERE slug = 'qingdao'`;
  await stateMonth(database, district!.id, '2026-12', clock.now(), { keepsDraft: false });
  const [use] = await database.sql<StatedUse[]>`
    SELECT u.id, to_char(u.until_at - interval '1 hour' + interval '8 hours', 'YYYY-MM-DD"T"HH24:MI') AS "from",
      to_char(u.until_at + interval '8 hours', 'YYYY-MM-DD"T"HH24:MI') AS until, c.subtotal_fen AS "subtotalFen",
      l.statement_id AS "statementId"
    FROM usage_records u JOIN organisations o ON o.id = u.organisation_id JOIN charges c ON c.usage_record_id = u.id
    JOIN statement_lines l ON l.charge_id = c.id JOIN statements s ON s.id = l.statement_id
    WHERE o.slug = 'ocean-univ' AND u.until_at - u.from_at >= interval '2 hours' AND s.period = '2026-12' AND s.status = 'issued'
    ORDER BY u.from_at DESC LIMIT 1`;
  if (!use) throw new Error('The demonstration has no long use of the university on a statement.');
  return use;
}
