import type { Page } from '@playwright/test';

interface Stop {
  hasRing: boolean;
  mayBeCovered: boolean;
}

/** Nobody presses Tab more often than this to reach something. */
const mostStops = 250;

/**
 * Walks through a page with the Tab key from its beginning. Reports what cannot be reached, what does not show that it has the
 * focus, and what has it while it is covered.
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  await page.evaluate(watchFocus);
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press('Tab');
    if (stops % 10 === 9 && (await page.evaluate(() => window.focusWalk.isRound))) break;
  }
  return page.evaluate(async () => {
    const { stops, isRound, reachable, nameOf, isCovered } = window.focusWalk;
    const unseen = isRound ? reachable().filter((element) => !stops.has(element)) : [];
    const faults = unseen.map((element) => `cannot be reached: ${nameOf(element)}`);
    for (const [element, stop] of stops) {
      if (!stop.hasRing) faults.push(`shows no focus: ${nameOf(element)}`);
      if (!stop.mayBeCovered || !element.isConnected) continue;
      // The page may have been about to scroll it into view.
      (element as HTMLElement).focus();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      if (isCovered(element)) faults.push(`is covered: ${nameOf(element)}`);
    }
    return faults;
  });
}

declare global {
  interface Window {
    focusWalk: {
      stops: Map<Element, Stop>;
      isRound: boolean;
      nameOf(element: Element): string;
      reachable(): Element[];
      isCovered(element: Element): boolean;
    };
  }
}

/** Runs in the page: notes every element that takes the focus and how it looks then. */
function watchFocus(): void {
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40)}`;
  const isOutlined = (element: Element, pseudo?: string) => {
    const { outlineStyle, outlineWidth, content } = getComputedStyle(element, pseudo);
    if (pseudo && content === 'none') return false;
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
  };
  const hasRing = (element: Element) => {
    // A row may take the ring for the link that stretches over it.
    const row = element.closest('li, article, label, form, [role="row"]');
    return (
      [element, element.parentElement, row].some((one) => one && isOutlined(one)) ||
      isOutlined(element, '::before') ||
      isOutlined(element, '::after')
    );
  };
  const isCovered = (element: Element) => {
    const box = element.getClientRects()[0];
    if (!box || box.width < 2) return false;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return true;
    const top = document.elementFromPoint(x, y);
    return !top || !(element.contains(top) || top.contains(element) || top.closest('label')?.contains(element));
  };
  const stops = new Map<Element, Stop>();
  window.focusWalk = {
    stops,
    isRound: false,
    nameOf,
    isCovered,
    reachable: () =>
      [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(
        (element) =>
          element instanceof HTMLElement &&
          element.tabIndex >= 0 &&
          !element.matches(':disabled, [type="radio"]:not(:checked)') &&
          element.checkVisibility({ visibilityProperty: true }) &&
          element.closest('[inert], dialog:not([open])') === null,
      ),
  };
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element) || window.focusWalk.isRound) return;
    if (stops.has(target)) window.focusWalk.isRound = true;
    else stops.set(target, { hasRing: hasRing(target), mayBeCovered: isCovered(target) });
  });
}
