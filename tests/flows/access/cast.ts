import { hashPassword } from '@guanyi/commands/identity/passwords';
import type { Database } from '@guanyi/db/client';
import { type Role, rolePolicies, roles } from '@guanyi/domain/identity/roles';
import { newId } from '@guanyi/platform/ids';
import { type TestApp, testPassword } from '../../support/build-app.ts';
import { createInstrument, createLab, createOrganisation, createPerson } from '../../support/factories/world.ts';
import { multipart } from '../../support/multipart.ts';
import { approvalMakers } from './approvals-cast.ts';
import { bookingsMakers } from './bookings-cast.ts';
import { calendarMakers } from './calendar-cast.ts';
import { conflictMakers } from './conflict-cast.ts';
import { equityMakers } from './equity-cast.ts';
import { lendingMakers } from './lending-cast.ts';
import { nextSlot } from './next-slot.ts';
import { paymentsMakers } from './payments-cast.ts';
import type { Makers, Player, Side } from './side.ts';
import { statementMakers } from './statement-cast.ts';
import { upkeepMakers } from './upkeep-cast.ts';
import { usageMakers } from './usage-cast.ts';

/** Two halves that have nothing to do with each other. */
export async function createSides(api: TestApp): Promise<{ own: Side; foreign: Side }> {
  const passwordHash = await hashPassword(testPassword);
  return {
    own: await createSide(api, '370200', passwordHash),
    foreign: await createSide(api, '310100', passwordHash),
  };
}

async function createSide(api: TestApp, region: string, passwordHash: string): Promise<Side> {
  const { database } = api;
  const district = await createOrganisation(database, 'customsDistrict');
  const lab = await createLab(database, district);
  const instrument = await createInstrument(database, { labId: lab, districtId: district });
  const customer = await createOrganisation(database, 'university');
  const authority = await createOrganisation(database, 'government');
  await database.sql`UPDATE organisations SET region = ${region} WHERE id = ANY(${[district, customer, authority]}::uuid[])`;
  await database.sql`UPDATE labs SET region = ${region} WHERE id = ${lab}`;
  await database.sql`UPDATE instruments SET region = ${region} WHERE id = ${instrument}`;
  const homes = { organisation: customer, lab: district, district, region: authority, all: authority };
  const people: Partial<Record<Role, Player>> = {};
  for (const role of roles) {
    const { reach } = rolePolicies[role];
    const person = await createPerson(database, homes[reach], role, reach === 'lab' ? lab : null, passwordHash);
    people[role] = { ...person, token: await api.login(person.email) };
  }
  return { region, district, lab, instrument, customer, people: people as Record<Role, Player> };
}

/** Makes the things that paths name. Each call makes a new one, so that no test uses up what another needs. */
export function makers(api: TestApp): Makers {
  return {
    ...calendarMakers(api),
    ...paymentsMakers(api),
    ...statementMakers(api),
    organisationId: (side) => side.customer,
    labId: (side) => side.lab,
    instrumentId: (side) => createInstrument(api.database, { labId: side.lab, districtId: side.district }),
    mode: () => 'rent',
    ...bookingsMakers(api),
    bookingId: (side) => createBooking(api, side),
    holdId: (side, owner) => createHold(api, side, owner),
    pricePolicyId: (side) => findPricePolicy(api.database, side),
    memberId: (side) => createMember(api.database, side),
    notificationId: (_side, owner) => createNotification(api.database, owner),
    fileId: (_side, owner) => createFile(api, owner),
    savedSearchId: async (_side, owner) => {
      const body = { name: newId(), query: {} };
      return (await api.send('POST /saved-searches', { token: owner.token, body })).body.id;
    },
    operationId: (_side, owner) => createOperation(api.database, owner),
    ...conflictMakers(api),
    ...approvalMakers(api),
    ...equityMakers(api),
    ...usageMakers(api),
    ...upkeepMakers(api),
    ...lendingMakers(api),
  };
}

async function createBooking(api: TestApp, side: Side): Promise<string> {
  const instrumentId = await createInstrument(api.database, { labId: side.lab, districtId: side.district });
  const body = { instrumentId, ...nextSlot(), purpose: { kind: 'research', text: 'access' } };
  const reply = await api.send('POST /bookings', { token: side.people.booker.token, body });
  if (reply.status !== 201) throw new Error(`No booking: ${JSON.stringify(reply.body)}`);
  return reply.body.id;
}

async function createHold(api: TestApp, side: Side, owner: Player): Promise<string> {
  const id = newId();
  const { from, until } = nextSlot();
  const instrumentId = await createInstrument(api.database, { labId: side.lab, districtId: side.district });
  await api.database.sql`
    INSERT INTO occupancy (lab_id, id, instrument_id, during, kind, claim_id, organisation_id, user_id, expires_at, created_at)
    VALUES (${side.lab}, ${id}, ${instrumentId}, tstzrange(${from}, ${until}), 'hold', ${id}, ${owner.organisationId},
      ${owner.userId}, ${until}, ${new Date(api.clock.now()).toISOString()})`;
  return id;
}

async function findPricePolicy(database: Database, side: Side): Promise<string> {
  const instrument = await createInstrument(database, { labId: side.lab, districtId: side.district });
  const [row] = await database.sql<{ id: string }[]>`
    SELECT id FROM price_policies WHERE instrument_id = ${instrument} AND price_group = 'academic'`;
  return row!.id;
}

async function createMember(database: Database, side: Side): Promise<string> {
  const person = await createPerson(database, side.customer, 'booker');
  const [row] = await database.sql<{ id: string }[]>`SELECT id FROM memberships WHERE user_id = ${person.userId}`;
  return row!.id;
}

async function createNotification(database: Database, owner: Player): Promise<string> {
  const id = newId();
  const facts = { organisationId: owner.organisationId, organisation: { zh: '单位' } };
  await database.sql`
    INSERT INTO notifications (id, user_id, event_id, kind, payload)
    VALUES (${id}, ${owner.userId}, ${newId()}, 'organisationVerified', ${database.sql.json(facts)})`;
  return id;
}

async function createFile(api: TestApp, owner: Player): Promise<string> {
  const form = multipart({}, { name: 'a.txt', type: 'text/plain', bytes: 'hello' });
  const reply = await api.send('POST /files', { token: owner.token, ...form });
  if (reply.status !== 201) throw new Error(`No file: ${JSON.stringify(reply.body)}`);
  return reply.body.id;
}

async function createOperation(database: Database, owner: Player): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO operations (id, kind, user_id, input) VALUES (${id}, 'import', ${owner.userId}, '{}')`;
  return id;
}
