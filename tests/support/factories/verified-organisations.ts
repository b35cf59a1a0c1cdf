import type { Database } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { newId } from '@guanyi/platform/ids';
import { createOrganisation, createPerson } from './world.ts';

/** Organisations with one administrator each: every verification is one mail to one person. */
export async function createOrganisations(database: Database, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const id = await createOrganisation(database, 'enterprise');
    await createPerson(database, id, 'orgAdmin');
    ids.push(id);
  }
  return ids;
}

/** Writes down that the organisation was verified, as its command does. */
export async function verify(database: Database, organisationId: string): Promise<void> {
  await database.begin((tx) =>
    append(tx, {
      name: 'organisation.verified',
      labId: null,
      aggregateId: newId(),
      payload: { organisationId },
      occurredAt: Date.now(),
    }),
  );
}
