import { m } from '@guanyi/messages';
import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says at the top of the page that the device has no network; what is on the page stays readable. */
export function OfflineBar() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className={online ? 'vh' : 'offline-bar'}>
      {online ? '' : m.ui_offline_bar()}
    </div>
  );
}
