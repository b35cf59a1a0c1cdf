import type { Locator, Page } from '@playwright/test';

/** Hours that the board shows on a day without night work. */
const shown = { from: 8, until: 21 };

/** A hand with a mouse on the row of one instrument; places are local hours, 9.5 is half past nine. */
export async function boardHand(page: Page, instrumentId: string) {
  const row: Locator = page.locator(`[data-instrument="${instrumentId}"]`);
  await row.scrollIntoViewIfNeeded();
  return {
    row,
    /** Presses at one hour and lets go at another. At the end of a claim its handle lies just inside. */
    async pull(from: number, to: number, at: 'middle' | 'end' = 'middle'): Promise<void> {
      const box = await row.boundingBox();
      if (!box) throw new Error(`The board has no row for ${instrumentId}.`);
      const placeOf = (hour: number) => box.x + (box.width * (hour - shown.from)) / (shown.until - shown.from);
      const grip = at === 'end' ? -3 : 0;
      const y = box.y + box.height / 2;
      await page.mouse.move(placeOf(from) + grip, y);
      await page.mouse.down();
      await page.mouse.move(placeOf((from + to) / 2) + grip, y, { steps: 3 });
      await page.mouse.move(placeOf(to) + grip, y, { steps: 3 });
      await page.mouse.up();
    },
  };
}

/** Lets no answer to such an address through until it is let go, so that the page shows what was true before. */
export async function holdBack(page: Page, address: RegExp): Promise<{ letGo: () => Promise<void> }> {
  let open: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return {
    letGo: async () => {
      open();
      await page.unrouteAll({ behavior: 'wait' });
    },
  };
}
