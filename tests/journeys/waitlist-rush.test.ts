import { execute } from '@guanyi/commands/execute';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { cancelBooking } from '@guanyi/commands/scheduling/cancel-booking';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { joinWaitlist } from '@guanyi/commands/scheduling/join-waitlist';
import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../support/build-app.ts';
import { eventually } from '../support/eventually.ts';
import {
  asPerson,
  at,
  createInstrument,
  createOrganisation,
  createPerson,
  type Person,
} from '../support/factories/world.ts';
import { type Product, startProduct, workingMorning } from '../support/product.ts';

const zh = { locale: 'zh-CN' } as const;
const en = { locale: 'en' } as const;
const monday = '2026-12-14';
const day = { from: at(`${monday} 09:00`), until: at(`${monday} 17:00`) };

describe('Two laboratories share a waitlist rush', () => {
  let product: Product;
  let bookingId: string;
  let holder: Person;
  /** Four of the first laboratory, then one of the second. */
  let line: Person[];

  beforeAll(async () => {
    product = await startProduct();
    const { database } = product;
    const [place] = await database.sql<{ labId: string; districtId: string }[]>`
      SELECT id AS "labId", district_id AS "districtId" FROM labs WHERE code = 'qd-food'`;
    const instrumentId = await createInstrument(database, { ...place!, approval: 'auto' });
    await database.sql`UPDATE instruments SET name_zh = '圆二色光谱仪', model = 'J-1500' WHERE id = ${instrumentId}`;
    const passwordHash = await hashPassword(testPassword);
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => createOrganisation(database, 'enterprise')));
    const person = (organisation: string) => createPerson(database, organisation, 'booker', null, passwordHash);
    holder = await person(third!);
    const asked = { instrumentId, ...day, purpose: { kind: 'research', text: '' } };
    const booked = await execute(database, asPerson(holder, workingMorning), createBooking, asked);
    if (!booked.ok) throw new Error(booked.code);
    bookingId = booked.value.id;
    line = [];
    for (const organisation of [first!, first!, first!, first!, second!]) {
      const next = await person(organisation);
      const wish = { instrumentId, ...day, minutes: 60, autoAccept: false };
      const joined = await execute(database, asPerson(next, workingMorning + line.length), joinWaitlist, wish);
      if (!joined.ok) throw new Error(joined.code);
      line.push(next);
    }
  });
  afterAll(() => product?.close());
  afterEach((context) => product.review(context));

  it('in order, three at a time for each, and what one lets lapse goes to the next', { timeout: 120_000 }, async () => {
    const manager = await product.visit();
    await manager.signIn('lab-manager@qingdao.guanyi.test');
    await manager.open(`/desk/board?day=${monday}&words=J-1500`);
    const tray = manager.page.locator('.unset');
    const waiting = await tray.getByText('J-1500').count();
    expect(waiting).toBe(5);

    const cancelled = { bookingId, reason: 'change of plan' };
    await execute(product.database, asPerson(holder, workingMorning), cancelBooking, cancelled);
    await eventually(async () => (await states()).join() === 'offered,offered,offered,waiting,offered', {
      ...{ withinMs: 30_000, describe: states },
    });
    // Nobody loads the board again: the stream of events tells it.
    await tray.getByText('J-1500').nth(1).waitFor({ state: 'detached' });
    expect(await tray.getByText('J-1500').count()).toBe(1);
    await manager.page.locator('.claim.hold').nth(3).waitFor();
    await manager.shoot('rush-1-board');

    const fourth = await product.visit({ device: 'phone', language: 'en' });
    await fourth.signIn(line[3]!.email);
    await fourth.open('/waitlist');
    await fourth.page.getByText(m.waiting_position({ n: 1 }, en)).waitFor();
    const other = await product.visit();
    await other.signIn(line[4]!.email);
    await other.open('/waitlist');
    await other.page.getByRole('button', { name: m.waiting_accept({}, zh) }).click();
    await other.page.getByRole('link', { name: m.waiting_see_booking({}, zh) }).waitFor();

    // An access token does not last that long; the pages ask for a new one.
    for (const visitor of [manager, fourth, other]) visitor.expectRefusals(/401/);
    product.clock.set(workingMorning + 61 * 60_000);
    await eventually(async () => (await states()).join() === 'lapsed,lapsed,lapsed,offered,accepted', {
      ...{ withinMs: 30_000, describe: states },
    });
    await fourth.open('/waitlist');
    await fourth.shoot('rush-2-offer', { full: true });
    await fourth.page.getByRole('button', { name: m.waiting_accept({}, en) }).click();
    await fourth.page.getByRole('link', { name: m.waiting_see_booking({}, en) }).waitFor();
    expect(await states()).toEqual(['lapsed', 'lapsed', 'lapsed', 'accepted', 'accepted']);
    await manager.page.locator('.claim.rent:not(.hold)').nth(1).waitFor();
    await manager.shoot('rush-3-board');
  });

  async function states(): Promise<string[]> {
    const rows = await product.database.sql<{ status: string }[]>`
      SELECT w.status FROM waitlist_entries w JOIN instruments i ON i.id = w.instrument_id WHERE i.model = 'J-1500' ORDER BY w.created_at, w.id`;
    return rows.map(({ status }) => status);
  }
});
