import { v7 } from 'uuid';

/** A new UUIDv7: ordered by creation, so that index pages fill from one side. */
export function newId(): string {
  return v7();
}

/** The first 13 characters of a UUIDv7 made at that time, for ids that the database makes many of at once. */
export function idPrefixOf(at: number): string {
  const stamp = at.toString(16).padStart(12, '0');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}`;
}
