import { m } from '@guanyi/messages';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { labsWithRole } from '../../app/own-labs.ts';
import { useSession } from '../../app/session.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { UsageBoard } from './usage-board.tsx';
import { UsageEntryDialog } from './usage-entry.tsx';

/** The lab's side of the review: uses that lack something, uses to stand by, and the entry of uses that nobody checked out. */
export function UsageDeskPage() {
  const search = useSearch({ from: '/desk/usage' });
  const navigate = useNavigate({ from: '/desk/usage' });
  const session = useSession();
  const [isEntering, setEntering] = useState(false);
  const [lab] = labsWithRole(session, ['keeper', 'labManager']);
  return (
    <>
      <UsageBoard
        title={m.usage_title()}
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        viewLink={(view, label, isCurrent) => (
          <ViewLink key={view} to="/desk/usage" search={{ view }} isCurrent={isCurrent}>
            {label}
          </ViewLink>
        )}
        actions={
          lab && (
            <>
              <Link to="/desk/usage-import" className={buttonClass('plain', 'small')}>
                {m.usage_import_open()}
              </Link>
              <Button size="small" icon="plus" onClick={() => setEntering(true)}>
                {m.usage_enter()}
              </Button>
            </>
          )
        }
      />
      {isEntering && lab && <UsageEntryDialog labId={lab.id} onClose={() => setEntering(false)} />}
    </>
  );
}
