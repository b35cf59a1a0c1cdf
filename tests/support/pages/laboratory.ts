import { knownInstruments, type PageList, staff } from './page-list.ts';

/** What a laboratory works with. */
export const laboratoryPages: PageList = async (product) => {
  const { icp } = await knownInstruments(product);
  const editor = ['facts', 'offerings', 'rules', 'prices', 'retire'].map(
    (tab) => `/desk/instruments/${icp}?tab=${tab}`,
  );
  return [
    [
      staff('lab-manager'),
      [
        '/desk/inbox',
        '/desk/board',
        '/desk/board?span=week',
        '/desk/today',
        '/desk/conflicts',
        '/desk/instruments',
        '/desk/instruments/new',
        `/desk/instruments/${icp}/label`,
        ...editor,
        '/desk/import',
        '/desk/members',
        '/desk/qualifications',
        '/desk/lab-rules',
        ...['/desk/upkeep', '/desk/upkeep?view=plans', '/desk/upkeep?view=calibrations'],
      ],
    ],
  ];
};
