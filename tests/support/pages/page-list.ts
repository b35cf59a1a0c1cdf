import type { Product } from '../product.ts';

/** Addresses by who opens them; a visitor has no account. */
export type Pages = readonly [who: string, addresses: readonly string[]][];

/** Finds or makes what the pages of a feature show. @returns their addresses, each in a state worth looking at. */
export type PageList = (product: Product) => Promise<Pages>;

export const staff = (role: string) => `${role}@qingdao.guanyi.test`;

/** The two instruments of the demonstration that most pages are about. */
export async function knownInstruments({ database }: Product): Promise<{ icp: string; other: string }> {
  const [one] = await database.sql<{ icp: string; other: string }[]>`
    SELECT (SELECT id FROM instruments WHERE asset_number = 'QD-F-0101') AS icp,
      (SELECT id FROM instruments WHERE asset_number = 'QD-F-0102') AS other`;
  if (!one) throw new Error('The demonstration is empty.');
  return one;
}

export const knownSlot = 'from=2026-12-21T06:30:00.000Z&until=2026-12-21T09:30:00.000Z&way=guided';
