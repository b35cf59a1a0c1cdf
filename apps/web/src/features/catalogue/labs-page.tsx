import { m } from '@guanyi/messages';

export function LabsPage() {
  return (
    <main id="main" className="wide" tabIndex={-1}>
      {m.ui_loading()}
    </main>
  );
}
