import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import type { BookingRequest } from '@guanyi/commands/scheduling/prepare-booking';
import { connect, type Database } from '@guanyi/db/client';
import { afterAll, beforeAll } from 'vitest';
import {
  asPerson,
  at,
  createInstrument,
  createWorld,
  type Person,
  type World,
  type WorldOptions,
  wednesdayMorning,
} from './factories/world.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** The Monday on which everything is booked. */
export const day = '2026-12-14';

export const everything = systemContext(wednesdayMorning).reach;

export let database: Database;
export let world: World;
/** For a process of its own, such as a worker. */
export let databaseUrl: string;

/** A lab, its people and two customers on a database of their own, for every test of the file that calls this. */
export function useBookingScene(): void {
  let testDatabase: TestDatabase;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    databaseUrl = testDatabase.url;
    database = connect(databaseUrl, { max: 8 });
    world = await createWorld(database);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });
}

export async function freshInstrument(options: WorldOptions = {}): Promise<string> {
  return createInstrument(database, { labId: world.labId, districtId: world.districtId, ...options });
}

/** A request for research on that Monday, between two local times. */
export function request(
  instrumentId: string,
  from: string,
  until: string,
  more: Partial<BookingRequest> = {},
): BookingRequest {
  const window = { from: at(`${day} ${from}`), until: at(`${day} ${until}`) };
  return { instrumentId, ...window, purpose: { kind: 'research', text: '' }, ...more };
}

export function book(person: Person, wanted: BookingRequest, now = wednesdayMorning) {
  return execute(database, asPerson(person, now), createBooking, wanted);
}

/** Books and fails the test when it is refused. @returns the id. */
export async function booked(person: Person, wanted: BookingRequest, now = wednesdayMorning): Promise<string> {
  const outcome = await book(person, wanted, now);
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome.value.id;
}
