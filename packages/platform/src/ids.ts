import { v7 } from 'uuid';

/** A new UUIDv7: ordered by creation, so that index pages fill from one side. */
export function newId(): string {
  return v7();
}
