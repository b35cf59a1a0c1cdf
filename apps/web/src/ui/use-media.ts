import { useSyncExternalStore } from 'react';

/** Whether a media query holds, as state. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}

/** Room for a list with its side panel; below it the panel covers the list. */
export const roomForPanel = '(min-width: 861px)';
