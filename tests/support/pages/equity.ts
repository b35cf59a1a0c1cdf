import { type PageList, staff } from './page-list.ts';

/** Equity cases, ventures and what the public may read of them. */
export const equityPages: PageList = async ({ database }) => {
  const [one] = await database.sql<{ deal: string; venture: string }[]>`
    SELECT (SELECT id FROM equity_cases WHERE status = 'noticed' ORDER BY id LIMIT 1) AS deal,
      (SELECT id FROM ventures ORDER BY id LIMIT 1) AS venture`;
  const { deal, venture } = one!;
  return [
    ['', ['/notices', `/notices/${deal}`]],
    [staff('asset-officer'), ['/desk/equity', `/desk/equity/${deal}`, '/desk/ventures', `/desk/ventures/${venture}`]],
    ['org-admin@beacon-foods.guanyi.test', ['/equity', `/equity/${deal}`, `/ventures/${venture}`]],
  ];
};
