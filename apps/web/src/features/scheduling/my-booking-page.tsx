import { m } from '@guanyi/messages';

export function MyBookingPage() {
  return (
    <main id="main" className="wide" tabIndex={-1}>
      {m.ui_loading()}
    </main>
  );
}
