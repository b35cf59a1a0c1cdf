import { useSyncExternalStore } from 'react';

/** `system` follows the preference of the device. */
export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'guanyi.theme';
const listeners = new Set<() => void>();
let current: Theme = initialTheme();

function initialTheme(): Theme {
  try {
    const saved = localStorage.getItem(storageKey);
    return saved === 'light' || saved === 'dark' ? saved : 'system';
  } catch {
    return 'system';
  }
}

export function getTheme(): Theme {
  return current;
}

/** Puts the chosen theme on `<html data-theme>`; without a choice the style sheet follows the device. */
export function applyTheme(): void {
  if (current === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = current;
}

/** Changes the theme and remembers it for the next visit. */
export function setTheme(theme: Theme): void {
  current = theme;
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // The choice then lasts for this page only.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, getTheme);
}
