import type { Product } from '../product.ts';
import { bookingPages } from './booking.ts';
import { equityPages } from './equity.ts';
import { laboratoryPages } from './laboratory.ts';
import { lendingPages } from './lending.ts';
import { moneyPages } from './money.ts';
import type { PageList, Pages } from './page-list.ts';
import { platformPages } from './platform.ts';
import { storefrontPages } from './storefront.ts';

const lists: readonly PageList[] = [
  storefrontPages,
  bookingPages,
  laboratoryPages,
  lendingPages,
  moneyPages,
  equityPages,
  platformPages,
];

/** Every page of the product, by who opens it: somebody with pages of several features signs in once. */
export async function allPages(product: Product): Promise<Pages> {
  const byPerson = new Map<string, string[]>();
  for (const list of lists) {
    for (const [who, addresses] of await list(product)) {
      byPerson.set(who, [...(byPerson.get(who) ?? []), ...addresses]);
    }
  }
  return [...byPerson];
}
