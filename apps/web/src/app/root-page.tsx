import { m } from '@guanyi/messages';
import { Outlet } from '@tanstack/react-router';
import { ToastRegion } from '../ui/toast.tsx';
import { LiveEvents } from './live-events.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { useFocusOnNavigation } from './page-title.ts';

/** What surrounds every page: the way past the navigation, the network's state, toasts. */
export function RootPage() {
  useFocusOnNavigation();
  return (
    <>
      <a className="skip" href="#main">
        {m.ui_skip()}
      </a>
      <OfflineBar />
      <Outlet />
      <ToastRegion />
      <LiveEvents />
    </>
  );
}
