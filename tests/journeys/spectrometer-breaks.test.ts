import { execute } from '@guanyi/commands/execute';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { rescheduleBooking } from '@guanyi/commands/scheduling/reschedule-booking';
import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { boardHand, holdBack } from '../support/board-hand.ts';
import { eventually } from '../support/eventually.ts';
import { asPerson, at, createInstrument, createPerson, type Person } from '../support/factories/world.ts';
import { type Product, startProduct, workingMorning } from '../support/product.ts';

const zh = { locale: 'zh-CN' } as const;
const monday = '2026-12-14';
/** Wednesday and Thursday, on which the board is tried in either language. */
const boards = [
  { language: 'zh-CN', day: '2026-12-16', customer: '滨海海洋大学' },
  { language: 'en', day: '2026-12-17', customer: 'Binhai Ocean University' },
] as const;
const hours = Array.from({ length: 11 }, (_, n) => 8 + n);

describe('A spectrometer breaks on Monday', () => {
  let product: Product;
  let broken: string;
  let spare: string;
  let users: Person[];

  beforeAll(async () => {
    product = await startProduct();
    const { database } = product;
    const [place] = await database.sql<{ labId: string; districtId: string; customer: string }[]>`
      SELECT l.id AS "labId", l.district_id AS "districtId", (SELECT id FROM organisations WHERE slug = 'ocean-univ') AS customer
      FROM labs l WHERE l.code = 'qd-food'`;
    broken = await createInstrument(database, { ...place!, approval: 'auto' });
    spare = await createInstrument(database, { ...place!, approval: 'auto' });
    await database.sql`
      UPDATE instruments SET class_code = '019901', name_zh = '傅里叶红外光谱仪', name_en = 'FTIR spectrometer', model = 'Nicolet iS50'
      WHERE id IN (${broken}, ${spare})`;
    users = await Promise.all(hours.map(() => createPerson(database, place!.customer, 'booker')));
    for (const [n, hour] of hours.entries()) await book(broken, users[n]!, monday, hour);
  });
  afterAll(() => product?.close());
  afterEach((context) => product.review(context));

  it.each(boards)(
    'and before that its lab has moved, drawn and put right on the board, in $language',
    async (scene) => {
      const { language, day, customer } = scene;
      const words = { locale: language };
      const [first, second] = [await book(spare, users[0]!, day, 9), await book(spare, users[1]!, day, 13)];
      const keeper = await product.visit({ language });
      await keeper.signIn('lab-manager@qingdao.guanyi.test');
      await keeper.open(`/desk/board?day=${day}&words=iS50`);
      const { page } = keeper;
      const board = await boardHand(page, spare);

      await board.pull(9.5, 10.5);
      await page.getByText(m.board_moved({ times: '10:00–11:00' }, words)).waitFor();
      expect(await hoursOf(first)).toBe('10:00–11:00');
      await keeper.settle();
      await board.pull(10.5, 13.5);
      await page.getByText(m.board_clash_with({ who: customer, times: '13:00–14:00' }, words)).waitFor();
      await keeper.shoot(`board-1-taken-${language}`);
      expect(await hoursOf(first)).toBe('10:00–11:00');
      await board.pull(14, 15, 'end');
      await page.getByText(m.board_moved({ times: '13:00–15:00' }, words)).waitFor();
      expect(await hoursOf(second)).toBe('13:00–15:00');

      await board.pull(16, 17);
      const drawn = page.getByRole('dialog');
      await drawn.getByText(m.board_new_outage({}, words), { exact: true }).click();
      await drawn.getByRole('button', { name: m.waiting_outage_do({}, words) }).click();
      await page.getByText(m.waiting_outage_done({ n: 0 }, words)).waitFor();

      await keeper.settle();
      await board.row.getByRole('button', { name: /10:00/ }).press('m');
      const typed = page.getByRole('dialog');
      await typed.getByLabel(m.storefront_from({}, words), { exact: true }).fill('16:30');
      await typed.getByLabel(m.storefront_until({}, words), { exact: true }).fill('17:30');
      await typed
        .getByText(m.board_clash_with({ who: m.ui_claim_maintenance({}, words), times: '16:00–17:00' }, words))
        .waitFor();
      await typed.getByLabel(m.storefront_from({}, words), { exact: true }).fill('08:00');
      await typed.getByLabel(m.storefront_until({}, words), { exact: true }).fill('09:00');
      await typed.getByRole('button', { name: m.board_move({}, words) }).click();
      await page.getByText(m.board_moved({ times: '08:00–09:00' }, words)).waitFor();
      expect(await hoursOf(first)).toBe('08:00–09:00');

      // Its user is faster, and the board does not know it yet.
      await keeper.settle();
      const stale = await holdBack(page, /\/board\?/);
      const elsewhere = { from: at(`${day} 11:00`), until: at(`${day} 12:00`) };
      await execute(product.database, asPerson(users[0]!, workingMorning), rescheduleBooking, {
        bookingId: first,
        ...elsewhere,
      });
      keeper.expectRefusals(/412 POST/);
      await board.pull(8.5, 9.5);
      await page.getByText(m.board_stale({}, words)).waitFor();
      await keeper.shoot(`board-2-stale-${language}`);
      expect(await hoursOf(first)).toBe('11:00–12:00');
      await stale.letGo();
      await board.row.getByRole('button', { name: /11:00/ }).waitFor();
      await keeper.leave();
    },
  );

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
      SELECT instrument_id || ' ' || from_at AS place FROM bookings WHERE user_id = ANY(${users.map((u) => u.userId)}::uuid[]) AND status = 'confirmed'
        AND from_at < ${`${boards[0].day} 00:00+08`}`;
    expect(new Set(kept.map(({ place }) => place)).size).toBe(11);
    await manager.open('/desk/conflicts?view=resolved');
    await manager.shoot('breaks-4-settled');
  });

  async function book(instrumentId: string, person: Person, day: string, hour: number): Promise<string> {
    const window = { from: at(`${day} ${clock(hour)}`), until: at(`${day} ${clock(hour + 1)}`) };
    const asked = { instrumentId, ...window, purpose: { kind: 'research', text: '' } };
    const outcome = await execute(product.database, asPerson(person, workingMorning), createBooking, asked);
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.value.id;
  }

  async function hoursOf(bookingId: string): Promise<string> {
    const [row] = await product.database.sql<{ hours: string }[]>`
      SELECT to_char(from_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') || '–' || to_char(until_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') AS hours
      FROM bookings WHERE id = ${bookingId}`;
    return row!.hours;
  }

  async function states(): Promise<Record<string, number>> {
    const rows = await product.database.sql<{ status: string; count: number }[]>`
      SELECT status, count(*)::int AS count FROM conflicts WHERE instrument_id = ${broken} GROUP BY status`;
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }
});

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
