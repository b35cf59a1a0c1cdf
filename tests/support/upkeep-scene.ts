import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import type { advancePlan } from '@guanyi/commands/scheduling/plan-maintenance';
import { afterAll, beforeAll } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from './build-app.ts';
import { at, createInstrument, createWorld, type World, wednesdayMorning } from './factories/world.ts';
import { tokensByClock } from './tokens-by-clock.ts';

export let api: TestApp;
export let world: World;
export let tokenOf: ReturnType<typeof tokensByClock>;
/** By role, of the morning on which nearly everything happens. */
export let tokens: Record<'booker' | 'otherBooker' | 'labManager' | 'keeper', string>;

/** The API over a lab with its people and two customers, for every test of the file that calls this. */
export function useUpkeepScene(): void {
  beforeAll(async () => {
    api = await buildTestApp({ now: wednesdayMorning });
    world = await createWorld(api.database, { passwordHash: await hashPassword(testPassword) });
    tokenOf = tokensByClock(api);
    tokens = {
      booker: await tokenOf(world.booker),
      otherBooker: await tokenOf(world.otherBooker),
      labManager: await tokenOf(world.labManager),
      keeper: await tokenOf(world.keeper),
    };
  });
  afterAll(() => api.close());
}

/** The Monday on which everything is booked. */
export const day = '2026-12-14';

export const fresh = (rules = {}) =>
  createInstrument(api.database, { labId: world.labId, districtId: world.districtId, approval: 'auto', rules });

/** An instant from local Shanghai time, as the API writes it. */
export const text = (local: string) => new Date(at(local)).toISOString();

export function book(instrumentId: string, from: string, until: string, more: object = {}, on = day) {
  const window = { from: text(`${on} ${from}`), until: text(`${on} ${until}`) };
  const body = { instrumentId, ...window, purpose: { kind: 'research', text: '' }, ...more };
  return api.send('POST /bookings', { token: tokens.booker, body });
}

export const conflictsOf = async (instrumentId: string) =>
  (await api.send(`GET /conflicts?instrumentId=${instrumentId}`, { token: tokens.labManager })).body.items;

/** Takes every step that is due at the instant, as the sweeper does. */
export async function sweep(command: typeof advancePlan, now = wednesdayMorning): Promise<void> {
  for (;;) {
    const outcome = await execute(api.database, systemContext(now), command, undefined);
    if (!outcome.ok || !outcome.value.found) return;
  }
}
