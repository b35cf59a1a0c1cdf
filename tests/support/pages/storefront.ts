import { knownInstruments, knownSlot, type PageList } from './page-list.ts';

/** What anybody sees. */
export const storefrontPages: PageList = async (product) => {
  const { icp, other } = await knownInstruments(product);
  const [lab] = await product.database.sql<{ id: string }[]>`SELECT id FROM labs WHERE code = 'qd-food'`;
  return [
    [
      '',
      [
        '/?q=质谱&day=2026-12-14&from=14:30&until=17:30',
        '/?q=没有这样的仪器',
        `/instruments/${icp}?${knownSlot}`,
        `/compare?id=${icp}&id=${other}`,
        '/labs',
        `/labs/${lab!.id}`,
        '/login',
        '/register',
        '/invitations/accept?token=none',
        '/nowhere',
      ],
    ],
  ];
};
