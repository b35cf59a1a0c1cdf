import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());
afterEach((context) => product.review(context));

/** A use of the university of two hours or more, with its charge. */
async function longUse(): Promise<{ id: string; from: string; until: string; model: string; subtotalFen: number }> {
  const [use] = await product.database.sql<
    { id: string; from: string; until: string; model: string; subtotalFen: number }[]
  >`
    SELECT u.id, to_char(u.until_at - interval '1 hour' + interval '8 hours', 'YYYY-MM-DD"T"HH24:MI') AS "from",
      to_char(u.until_at + interval '8 hours', 'YYYY-MM-DD"T"HH24:MI') AS until, i.model, c.subtotal_fen AS "subtotalFen"
    FROM usage_records u JOIN organisations o ON o.id = u.organisation_id JOIN instruments i ON i.id = u.instrument_id
    JOIN charges c ON c.usage_record_id = u.id
    WHERE o.slug = 'ocean-univ' AND u.until_at - u.from_at >= interval '2 hours' AND i.district_id = (SELECT id FROM organisations WHERE slug = 'qingdao')
    ORDER BY u.from_at DESC LIMIT 1`;
  if (!use) throw new Error('The demonstration has no long use of the university.');
  return use;
}

it('A university disputes an hour, finance accepts, and the hour comes off the charge', async () => {
  const use = await longUse();
  const booker = await product.visit();
  await booker.signIn('booker@ocean-univ.guanyi.test');
  await booker.open(`/desk/usage?view=all&record=${use.id}`);
  const panel = booker.page.getByRole('complementary', { name: '费用详情' });
  await panel.getByRole('button', { name: '提出争议' }).click();
  const claim = booker.page.getByRole('dialog', { name: '对这次使用提出争议' });
  await claim.getByLabel('开始').fill(use.from);
  await claim.getByLabel('结束').fill(use.until);
  await claim.getByLabel('理由').fill('最后一小时真空泵报警，无法进样');
  await booker.shoot('dispute-claim');
  await claim.getByRole('button', { name: '提交争议' }).click();
  await panel.getByText('争议待处理').waitFor();

  await product.mailTo('finance@qingdao.guanyi.test', /有争议/);
  const finance = await product.visit();
  await finance.signIn('finance@qingdao.guanyi.test');
  await finance.open(`/desk/charges?view=disputed&row=${use.id}`);
  await finance.page.getByText('最后一小时真空泵报警，无法进样').first().waitFor();
  await finance.shoot('dispute-finance');
  await finance.page.getByRole('button', { name: '处理争议' }).click();
  const decision = finance.page.getByRole('dialog', { name: '处理争议' });
  await decision.getByLabel('答复').fill('查阅仪器日志，属实');
  await decision.getByRole('button', { name: '接受', exact: true }).click();
  await finance.page.getByText('争议已接受').waitFor();

  await product.mailTo('booker@ocean-univ.guanyi.test', /争议已处理/);
  await booker.open(`/desk/usage?view=all&record=${use.id}`);
  await panel.getByText('争议已接受').waitFor();
  const [adjustment] = await product.database.sql<{ subtotalFen: number }[]>`
    SELECT subtotal_fen AS "subtotalFen" FROM charges WHERE usage_record_id = ${use.id} AND kind = 'adjustment'`;
  expect(adjustment!.subtotalFen).toBeLessThan(0);
  expect(-adjustment!.subtotalFen).toBeLessThan(use.subtotalFen);
  await booker.shoot('dispute-settled');
});
