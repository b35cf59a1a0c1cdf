import type { PageList } from './page-list.ts';

/** What those who run the platform look after. */
export const platformPages: PageList = async () => [
  ['platform-admin@platform.guanyi.test', ['/desk/organisations', '/desk/calendar', '/desk/calendar?year=2027']],
];
