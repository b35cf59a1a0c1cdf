import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { hasRole, type Role, useSession } from '../../app/session.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { Views } from '../../ui/tabs.tsx';
import { ProgrammeDialog } from './programme-dialog.tsx';
import { ProgrammeList } from './programme-list.tsx';
import { ProgrammePanel } from './programme-panel.tsx';
import { VoucherList } from './voucher-list.tsx';
import { VoucherPanel } from './voucher-panel.tsx';
import { type VouchersSearch, voucherViews } from './vouchers-search.ts';
import '../../ui/finance.css';
import '../billing/desk-billing.css';
import '../limits/limits.css';
import '../statements/statements.css';
import './vouchers.css';

const sponsors: readonly Role[] = ['finance', 'hqReviewer', 'assetOfficer', 'platformAdmin'];
const viewNames = { programmes: m.vouchers_programmes, vouchers: m.vouchers_title };

const hints = (): readonly KeyHint[] => [
  [['J', 'K'], m.desk_key_next()],
  [['?'], m.desk_key_all()],
];

/** Voucher programmes for who runs them, vouchers for who spends them: what is left, and what they paid. */
export function VouchersPage() {
  usePageTitle(m.vouchers_title());
  const session = useSession();
  const search = useSearch({ from: '/desk/vouchers' });
  const navigate = useNavigate({ from: '/desk/vouchers' });
  const [dialog, setDialog] = useState<'help' | 'programme'>();
  const isSponsor = hasRole(session, ...sponsors);
  const seesProgrammes = isSponsor || hasRole(session, 'auditor');
  const view = seesProgrammes ? (search.view ?? 'programmes') : 'vouchers';
  const change = (next: VouchersSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  useShortcuts({ j: () => stepTo(search, 1), k: () => stepTo(search, -1), '?': () => setDialog('help') });
  return (
    <DeskColumns
      panel={
        (search.voucher || (search.programme && view === 'programmes')) && (
          <Opened search={search} isSponsor={isSponsor} onChange={change} />
        )
      }
    >
      <Work
        title={m.vouchers_title()}
        actions={
          isSponsor && (
            <Button size="small" look="firm" onClick={() => setDialog('programme')}>
              {m.vouchers_programme_add()}
            </Button>
          )
        }
        views={
          seesProgrammes && (
            <Views label={m.desk_views()}>
              {voucherViews.map((name) => (
                <ViewLink
                  key={name}
                  to="/desk/vouchers"
                  search={name === 'programmes' ? {} : { view: name }}
                  isCurrent={name === view}
                >
                  {viewNames[name]()}
                </ViewLink>
              ))}
            </Views>
          )
        }
        keys={<KeyHints hints={hints()} />}
      >
        {view === 'programmes' ? (
          <ProgrammeList chosenId={search.programme} onOpen={(programme) => change({ programme })} />
        ) : (
          <VoucherList chosenId={search.voucher} onOpen={(voucher) => change({ voucher })} />
        )}
      </Work>
      {dialog === 'help' && <ShortcutHelp hints={hints()} onClose={() => setDialog(undefined)} />}
      {dialog === 'programme' && (
        <ProgrammeDialog
          onClose={() => setDialog(undefined)}
          onMade={(programme) => change({ view: undefined, programme })}
        />
      )}
    </DeskColumns>
  );
}

/** Opens the row that stands `count` further down than the opened one. */
function stepTo({ programme, voucher }: VouchersSearch, count: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-voucher-row]')];
  const index = rows.findIndex((row) => row.dataset.voucherRow === (voucher ?? programme));
  const next = rows[Math.min(Math.max(0, index + count), rows.length - 1)];
  next?.click();
  next?.focus();
}

interface OpenedProps {
  search: VouchersSearch;
  isSponsor: boolean;
  onChange: (next: VouchersSearch) => void;
}

function Opened({ search: { voucher, programme }, isSponsor, onChange }: OpenedProps) {
  if (voucher)
    return <VoucherPanel key={voucher} voucherId={voucher} onClose={() => onChange({ voucher: undefined })} />;
  if (!programme) return null;
  const close = () => onChange({ programme: undefined });
  return <ProgrammePanel key={programme} programmeId={programme} isSponsor={isSponsor} onClose={close} />;
}
