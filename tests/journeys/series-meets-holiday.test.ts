import { m } from '@guanyi/messages';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';

/** Wednesday, 16 September 2026, 10:20 in Shanghai: two weeks before the National Day holiday. */
const september = Date.parse('2026-09-16T02:20:00Z');
const tongue = { locale: 'zh-CN' } as const;

describe('A weekly series meets a holiday', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(september);
  });
  afterAll(() => product?.close());
  afterEach((context) => product.review(context));

  it('is shown occurrence by occurrence before it is asked for, and booked without the holiday', async () => {
    const [instrument] = await product.database.sql<{ id: string }[]>`
      SELECT id FROM instruments WHERE asset_number = 'QD-F-0101'`;
    const visitor = await product.visit({ language: 'zh-CN', device: 'desktop' });
    const { page } = visitor;
    await visitor.signIn('booker@ocean-univ.guanyi.test');
    // Thursday, a week before the holiday.
    const slot = 'from=2026-09-24T01:00:00.000Z&until=2026-09-24T03:00:00.000Z&way=guided';
    await visitor.open(`/instruments/${instrument!.id}/book?${slot}`);
    await page.getByText(m.storefront_held({}, tongue)).waitFor();
    await page.getByRole('button', { name: m.storefront_next({}, tongue), exact: true }).click();
    await page.getByLabel(m.ui_purpose_research({}, tongue), { exact: true }).check();
    await page.getByRole('button', { name: m.storefront_next({}, tongue), exact: true }).click();
    await page.getByLabel(m.attendance_repeat({}, tongue), { exact: true }).selectOption('weekly');
    await page.getByLabel(m.attendance_repeat_count({}, tongue)).fill('3');
    const rows = page.locator('.occurrences li');
    await expect.poll(() => rows.count()).toBe(3);
    const closed = m.attendance_reason_outside_open_hours({}, tongue);
    expect(await rows.nth(1).textContent()).toContain(closed);
    expect(await rows.nth(0).textContent()).toContain('¥');
    await page.getByText(m.attendance_preview_missing({ count: 1 }, tongue)).waitFor();
    await visitor.shoot('series-1-preview', { full: true });
    await page.getByRole('button', { name: m.storefront_ask_slot({}, tongue) }).click();
    await page.waitForURL(/\/bookings\/[0-9a-f-]{36}/);
    const booked = await product.database.sql<{ day: string }[]>`
      SELECT (from_at AT TIME ZONE 'Asia/Shanghai')::date::text AS day FROM bookings WHERE series_id IS NOT NULL AND instrument_id = ${instrument!.id} ORDER BY from_at`;
    expect(booked.map(({ day }) => day)).toEqual(['2026-09-24', '2026-10-08']);

    await page.getByRole('button', { name: m.attendance_move_open({}, tongue) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(m.storefront_from({}, tongue), { exact: true }).fill('13:00');
    await dialog.getByLabel(m.storefront_until({}, tongue), { exact: true }).fill('15:00');
    await dialog.getByLabel(m.attendance_scope({}, tongue)).selectOption('all');
    await page.getByText(m.attendance_price_after({}, tongue)).waitFor();
    await visitor.shoot('series-2-move');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: m.attendance_move({}, tongue), exact: true })
      .click();
    await page.getByText(m.attendance_moved({}, tongue)).waitFor();
    const moved = await product.database.sql<{ hour: number }[]>`
      SELECT extract(hour FROM from_at AT TIME ZONE 'Asia/Shanghai')::int AS hour FROM bookings WHERE series_id IS NOT NULL AND instrument_id = ${instrument!.id}`;
    expect(moved.map(({ hour }) => hour)).toEqual([13, 13]);
    await visitor.shoot('series-3-moved', { full: true });
    await visitor.leave();
  });
});
