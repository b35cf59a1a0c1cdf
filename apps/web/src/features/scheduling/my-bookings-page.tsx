import { m } from '@guanyi/messages';

export function MyBookingsPage() {
  return (
    <main id="main" className="wide" tabIndex={-1}>
      {m.ui_loading()}
    </main>
  );
}
