import type { Product } from '../product.ts';
import { stateMonth } from '../state-month.ts';
import { type PageList, staff } from './page-list.ts';

/** Usage, charges, statements, payments and the books. */
export const moneyPages: PageList = async (product) => {
  const [draft, issued] = await statements(product);
  const own = [
    '/desk/charges',
    '/desk/statements',
    `/desk/statements?statement=${draft}`,
    '/desk/ledger',
    '/desk/ledger?view=journal',
    '/desk/ledger?view=periods',
    '/desk/payments',
    '/desk/payments?view=all',
    '/desk/ageing',
    '/desk/revenue',
    '/desk/vouchers',
    `/desk/vouchers?programme=${await programme(product)}`,
    '/desk/credit',
  ];
  return [
    [staff('lab-manager'), ['/desk/usage', '/desk/usage?view=all', '/desk/usage-import']],
    [staff('finance'), own],
    ['org-finance@ocean-univ.guanyi.test', [`/desk/statements?statement=${issued}`, '/desk/vouchers']],
    ['org-admin@ocean-univ.guanyi.test', ['/desk/budgets']],
  ];
};

/** A draft of Qingdao, and what it has issued to the university. */
async function statements({ database, clock }: Product): Promise<[draft: string, issued: string]> {
  const [district] = await database.sql<{ id: string }[]>`SELECT id FROM organisations WHERE slug = 'qingdao'`;
  const ids = await stateMonth(database, district!.id, '2026-12', clock.now());
  const [own] = await database.sql<{ id: string }[]>`
    SELECT s.id FROM statements s JOIN organisations o ON o.id = s.organisation_id WHERE o.slug = 'ocean-univ'`;
  return [ids.at(-1)!, own!.id];
}

async function programme({ database }: Product): Promise<string> {
  const [one] = await database.sql<{ id: string }[]>`SELECT id FROM voucher_programmes`;
  if (!one) throw new Error('The demonstration has no voucher programme.');
  return one.id;
}
