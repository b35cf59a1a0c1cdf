import type { Person } from '@guanyi/db/notifications/queries';
import type { Name } from '@guanyi/domain/notifications/notice';

/** A name as the texts read it. */
export function nameOf(row: { nameZh: string; nameEn: string | null }): Name {
  return row.nameEn ? { zh: row.nameZh, en: row.nameEn } : { zh: row.nameZh };
}

/** Each person once. */
export function distinct(people: readonly (Person | undefined)[]): Person[] {
  const known = people.filter((person) => person !== undefined);
  return [...new Map(known.map((person) => [person.userId, person])).values()];
}
