import { useSyncExternalStore } from 'react';

/** What the tray shows of an instrument without asking for it again. */
export interface ComparedInstrument {
  id: string;
  classCode: string;
  model: string;
  name: { zh: string; en?: string | undefined };
  city: string;
}

/** Side by side on one screen: more columns than this are no comparison any more. */
export const compareLimit = 4;
const storageKey = 'guanyi.compare';
const listeners = new Set<() => void>();
let chosen: readonly ComparedInstrument[] = load();

function load(): readonly ComparedInstrument[] {
  try {
    const saved: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(saved) ? saved.slice(0, compareLimit) : [];
  } catch {
    return [];
  }
}

function change(next: readonly ComparedInstrument[]): void {
  chosen = next;
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // The choice then lasts for this page only.
  }
  for (const listener of listeners) listener();
}

/** Puts an instrument into the comparison, or takes it out. A fifth one is refused. */
export function toggleCompared(instrument: ComparedInstrument): void {
  if (chosen.some(({ id }) => id === instrument.id)) change(chosen.filter(({ id }) => id !== instrument.id));
  else if (chosen.length < compareLimit) change([...chosen, instrument]);
}

export function useCompared(): readonly ComparedInstrument[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}
