import { knownInstruments, type PageList, staff } from './page-list.ts';

/** Approvals, term lease and loan, seen from both sides. */
export const lendingPages: PageList = async (product) => {
  const { icp } = await knownInstruments(product);
  const [loan] = await product.database.sql<{ id: string }[]>`
    SELECT id FROM lendings WHERE status = 'handedOver' ORDER BY id LIMIT 1`;
  return [
    ['', ['/verify', '/verify/HT-000000-NONE00']],
    ['hq-reviewer@gacc.guanyi.test', ['/desk/chains', '/desk/chains/new', '/desk/delegations']],
    [staff('lab-manager'), ['/desk/approvals', `/lendings/loan/${loan!.id}`, `/lendings/loan/${loan!.id}/takeBack`]],
    ['booker@ocean-univ.guanyi.test', ['/lendings', `/instruments/${icp}/lend?kind=lease`]],
  ];
};
