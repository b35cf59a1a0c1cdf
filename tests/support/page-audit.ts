import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Language } from './visitor.ts';

/** WCAG 2.2 up to AA, which is what the product promises. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a machine can find wrong with a page for people who cannot see, point or read small print. */
export async function accessFaults(page: Page): Promise<string[]> {
  return violations(new AxeBuilder({ page }).withTags(rules));
}

/** Only what a change of colours can break. */
export async function contrastFaults(page: Page): Promise<string[]> {
  return violations(new AxeBuilder({ page }).withRules(['color-contrast']));
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  // Without it every look opens another tab for frames, of which our pages have none.
  const { violations: found } = await axe.setLegacyMode(true).analyze();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)}`),
    );
}

/** A page that is wider than the window makes a reader scroll in two directions. */
export async function widthFaults(page: Page): Promise<string[]> {
  const { wide, room, culprits } = await page.evaluate(() => {
    const space = document.documentElement.clientWidth;
    const reaching = [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > space + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return { wide: document.documentElement.scrollWidth, room: space, culprits: reaching.slice(0, 4) };
  });
  return wide > room ? [`${wide} px wide in a window of ${room}: ${culprits.join(', ')}`] : [];
}

interface ShownText {
  text: string;
  lang: string;
}

/** Everything that a page says, in words or to a screen reader, with the language it claims to be in. */
function shownTexts(page: Page): Promise<ShownText[]> {
  return page.evaluate(() => {
    const found: { text: string; lang: string }[] = [];
    const say = (element: Element, text: string | null) => {
      const lang = element.closest('[lang]')?.getAttribute('lang') ?? '';
      if (text?.trim()) found.push({ text: text.trim(), lang });
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent && !parent.closest('script, style') && parent.checkVisibility())
        say(parent, walker.currentNode.nodeValue);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) say(element, element.getAttribute(name));
    }
    found.push({ text: document.title, lang: document.documentElement.lang });
    return found;
  });
}

/** Texts that came from the server and so are not the interface's own. */
export interface ServedTexts {
  has(text: string): boolean;
  /** Chinese texts for which the server also gave an English one. */
  hasEnglish(text: string): boolean;
}

/** Listens to what the API tells a page. */
export function listenToServedTexts(page: Page): ServedTexts {
  const all = new Set<string>();
  const translated = new Set<string>();
  const keep = (value: unknown): void => {
    if (typeof value === 'string') all.add(value);
    if (value === null || typeof value !== 'object') return;
    const { zh, en } = value as { zh?: unknown; en?: unknown };
    if (typeof zh === 'string' && typeof en === 'string' && en !== '' && en !== zh) translated.add(zh);
    for (const part of Object.values(value)) keep(part);
  };
  page.on('response', async (response) => {
    if (!/json/.test(response.headers()['content-type'] ?? '')) return;
    keep(await response.json().catch(() => undefined));
  });
  return {
    has: (text) => all.has(text) || [...all].some((served) => served.includes(text)),
    hasEnglish: (text) => translated.has(text),
  };
}

const rawKey = /\b(account|billing|common|desk|mail|notification|problems|register|storefront|ui)_[a-z]\w+/;
const broken = /\bundefined\b|\bNaN\b|\[object|Invalid Date|\{\w+\}/;
const chinese = /[\p{Script=Han}，。；：、（）「」！？]+/gu;
const englishPhrase = /[A-Za-z]{3,}(?: [a-z]{2,}){1,}/g;

/** Texts in the wrong language, names of texts in place of texts, and sentences that were put together wrongly. */
export async function wordFaults(page: Page, language: Language, served: ServedTexts): Promise<string[]> {
  const faults = new Set<string>();
  // What the reader typed stands in the address.
  const typed = decodeURIComponent(page.url());
  const isData = (part: string) => typed.includes(part) || served.has(part);
  const pageLanguage = await page.evaluate(() => document.documentElement.lang);
  if (pageLanguage !== language) faults.add(`the page says that it is in ${pageLanguage}`);
  for (const { text, lang } of await shownTexts(page)) {
    if (rawKey.test(text) || broken.test(text)) faults.add(`broken text: ${text}`);
    if (language === 'en' && !lang.startsWith('zh')) {
      if (served.hasEnglish(text)) faults.add(`Chinese although there is English: ${text}`);
      for (const [part] of text.matchAll(chinese)) if (!isData(part)) faults.add(`not in English: ${text}`);
    }
    if (language === 'zh-CN' && lang !== 'en') {
      for (const [part] of text.matchAll(englishPhrase)) if (!isData(part)) faults.add(`not in Chinese: ${text}`);
    }
  }
  return [...faults];
}
