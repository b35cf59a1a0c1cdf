import { overwriteGetLocale } from '@guanyi/messages/runtime';
import { useSyncExternalStore } from 'react';

export type Locale = 'zh-CN' | 'en';

const storageKey = 'guanyi.locale';
const listeners = new Set<() => void>();
let current: Locale = initialLocale();

overwriteGetLocale(() => current);

/** A saved choice wins; then the first browser language that we speak; then Chinese. */
function initialLocale(): Locale {
  const saved = readStored();
  if (saved === 'zh-CN' || saved === 'en') return saved;
  for (const language of globalThis.navigator?.languages ?? []) {
    if (language.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (language.toLowerCase().startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

/** Storage throws where a browser blocks it; the page then simply forgets the choice. */
function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** The language of the interface now. Also tells the message runtime, which asks for it at every call. */
export function getLocale(): Locale {
  return current;
}

/** Changes the language of the whole interface and remembers it for the next visit. */
export function setLocale(locale: Locale): void {
  current = locale;
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // The choice then lasts for this page only.
  }
  applyDocumentLanguage();
  for (const listener of listeners) listener();
}

/** Sets `<html lang>`: screen readers choose their voice by it, and the font its glyph shapes. */
export function applyDocumentLanguage(): void {
  document.documentElement.lang = current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language, as state: the component renders again when it changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, getLocale);
}
