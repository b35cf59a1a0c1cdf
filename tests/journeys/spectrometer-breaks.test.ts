import { execute } from '@guanyi/commands/execute';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { asPerson, at, createInstrument, createPerson, type Person } from '../support/factories/world.ts';
import { type Product, startProduct, workingMorning } from '../support/product.ts';

const zh = { locale: 'zh-CN' } as const;
const monday = '2026-12-14';
const hours = Array.from({ length: 11 }, (_, n) => 8 + n);

describe('A spectrometer breaks on Monday', () => {
  let product: Product;
  let broken: string;
  let users: Person[];

  beforeAll(async () => {
    product = await startProduct();
    const { database } = product;
    const [place] = await database.sql<{ labId: string; districtId: string; customer: string }[]>`
      SELECT l.id AS "labId", l.district_id AS "districtId", (SELECT id FROM organisations WHERE slug = 'ocean-univ') AS customer
      FROM labs l WHERE l.code = 'qd-food'`;
    broken = await createInstrument(database, { ...place!, approval: 'auto' });
    const spare = await createInstrument(database, { ...place!, approval: 'auto' });
    await database.sql`
      UPDATE instruments SET class_code = '019901', name_zh = '傅里叶红外光谱仪', name_en = 'FTIR spectrometer', model = 'Nicolet iS50'
      WHERE id IN (${broken}, ${spare})`;
    users = await Promise.all(hours.map(() => createPerson(database, place!.customer, 'booker')));
    for (const [n, hour] of hours.entries()) {
      const window = { from: at(`${monday} ${clock(hour)}`), until: at(`${monday} ${clock(hour + 1)}`) };
      const asked = { instrumentId: broken, ...window, purpose: { kind: 'research', text: '' } };
      const outcome = await execute(database, asPerson(users[n]!, workingMorning), createBooking, asked);
      if (!outcome.ok) throw new Error(outcome.code);
    }
  });
  afterAll(() => product?.close());
  afterEach((context) => product.review(context));

  it('and eleven users are moved without a telephone call', { timeout: 180_000 }, async () => {
    const manager = await product.visit();
    await manager.signIn('lab-manager@qingdao.guanyi.test');
    await manager.open('/desk/conflicts');
    const desk = manager.page;
    await desk.getByRole('button', { name: m.waiting_outage_new({}, zh) }).click();
    const form = desk.getByRole('dialog');
    await form.getByLabel(m.waiting_instrument({}, zh)).selectOption(broken);
    await form.getByLabel(m.waiting_from_day({}, zh)).fill(monday);
    await form.getByLabel(m.waiting_from_time({}, zh)).first().fill('08:00');
    await form.getByLabel(m.waiting_until_day({}, zh)).fill(monday);
    await form.getByLabel(m.waiting_until_time({}, zh)).last().fill('20:00');
    await form.getByLabel(m.waiting_outage_note({}, zh)).fill('检测器故障');
    await manager.shoot('breaks-1-form');
    await form.getByRole('button', { name: m.waiting_outage_do({}, zh) }).click();
    await desk.getByText(m.waiting_outage_done({ n: 11 }, zh)).waitFor();
    await eventually(async () => (await states()).offered === 11, { withinMs: 30_000, describe: states });
    await manager.open('/desk/conflicts');
    await desk.getByRole('row').nth(1).getByRole('button').click();
    await manager.settle();
    await manager.shoot('breaks-2-desk');

    const first = users[0]!;
    const mail = await product.mailTo(first.email, /请选择/);
    const link = /http\S+\/conflicts\/answer\?token=\S+?choice=0/.exec(mail.mail.text ?? '')?.[0];
    const stranger = await product.visit({ device: 'phone' });
    await stranger.open(link!);
    await stranger.shoot('breaks-3-link', { full: true });
    await stranger.page.getByRole('button', { name: m.waiting_confirm_take({ n: 1 }, zh) }).click();
    await stranger.page.getByText(m.waiting_answered({}, zh)).waitFor();
    await stranger.open(link!);
    await stranger.page.getByText(m.waiting_link_used({}, zh)).waitFor();

    const [{ deadline } = { deadline: '' }] = await product.database.sql<{ deadline: string }[]>`
      SELECT max(deadline_at)::text AS deadline FROM conflicts WHERE instrument_id = ${broken}`;
    // A session does not last that long; the page asks for a new one.
    manager.expectRefusals(/401/);
    product.clock.set(Date.parse(`${deadline.replace(' ', 'T')}:00`));
    await eventually(async () => (await states()).resolved === 11, { withinMs: 60_000, describe: states });
    const kept = await product.database.sql<{ place: string }[]>`
      SELECT instrument_id || ' ' || from_at AS place FROM bookings WHERE user_id = ANY(${users.map((u) => u.userId)}::uuid[]) AND status = 'confirmed'`;
    expect(new Set(kept.map(({ place }) => place)).size).toBe(11);
    await manager.open('/desk/conflicts?view=resolved');
    await manager.shoot('breaks-4-settled');
  });

  async function states(): Promise<Record<string, number>> {
    const rows = await product.database.sql<{ status: string; count: number }[]>`
      SELECT status, count(*)::int AS count FROM conflicts WHERE instrument_id = ${broken} GROUP BY status`;
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }
});

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
