import type { Database, Tx } from '@guanyi/db/client';
import { closeOwnEvents, hasOrganisation, insertDemoPeople } from '@guanyi/db/demo';
import { loadVocabularies } from '../catalogue/load-vocabularies.ts';
import { type CommandContext, done, type Outcome, systemContext } from '../context.ts';
import { execute } from '../execute.ts';
import { hashPassword } from '../identity/passwords.ts';
import { writeDemoBookings } from './demo-bookings.ts';
import { writeDemoEquity } from './demo-equity.ts';
import { writeDemoInstruments } from './demo-instruments.ts';
import { writeDemoLendings } from './demo-lendings.ts';
import { writeDemoMoney } from './demo-money.ts';
import { demoPeople } from './demo-people.ts';
import { writeDemoScheduling } from './demo-scheduling.ts';
import { writeDemoShortlist } from './demo-shortlist.ts';

export interface DemoOptions {
  /** The instant around which bookings are laid. */
  now: number;
  /** Of every account; public, so never for production. */
  demoPassword: string;
}

/**
 * Loads the vocabularies and, once, the demonstration: two districts, six labs, more than sixty instruments, their
 * customers, a week of bookings on either side of now, and the money of the months before. A second run changes nothing.
 */
export async function seedDemo(database: Database, options: DemoOptions): Promise<void> {
  const context = systemContext(options.now);
  must(await execute(database, context, loadVocabularies, undefined));
  if (await hasOrganisation(database, 'qingdao')) return;
  const passwordHash = await hashPassword(options.demoPassword);
  must(await execute(database, context, writeDemo, { passwordHash }));
}

async function writeDemo(
  tx: Tx,
  context: CommandContext,
  { passwordHash }: { passwordHash: string },
): Promise<Outcome<null>> {
  const { people, places } = demoPeople(passwordHash, context.now);
  await insertDemoPeople(tx, people, context.now);
  const instruments = await writeDemoInstruments(tx, context, places);
  await writeDemoLendings(tx, context, places, instruments);
  await writeDemoBookings(tx, context, places, instruments);
  await writeDemoScheduling(tx, context, places, instruments);
  await writeDemoMoney(tx, context, places, instruments);
  await writeDemoEquity(tx, context, places, instruments);
  await writeDemoShortlist(tx, context, places, instruments);
  await closeOwnEvents(tx, context.now);
  return done(null);
}

function must<T>(outcome: Outcome<T>): void {
  if (!outcome.ok) throw new Error(`The demonstration was refused: ${outcome.code}.`);
}
