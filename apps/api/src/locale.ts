export type Locale = 'zh-CN' | 'en';

/** The language of a reply: the better liked of Chinese and English, Chinese when the client does not say. */
export function negotiateLocale(acceptLanguage: string | undefined): Locale {
  let chosen: Locale = 'zh-CN';
  let best = 0;
  for (const part of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = Number(
      parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    const locale = localeOf(tag);
    if (locale && weight > best) {
      chosen = locale;
      best = weight;
    }
  }
  return chosen;
}

function localeOf(tag: string): Locale | undefined {
  if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
  if (tag === 'en' || tag.startsWith('en-')) return 'en';
  return undefined;
}
