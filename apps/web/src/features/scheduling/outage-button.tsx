import { m } from '@guanyi/messages';
import { useState } from 'react';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import type { Day } from '../../ui/zone.ts';
import { OutageDialog } from './outage-dialog.tsx';

interface OutageButtonProps {
  labId: string;
  /** Chosen in the form when missing. */
  instrumentId?: string | undefined;
  zone: string;
  day?: Day | undefined;
}

/** For the people of the lab: opens the form that takes an instrument out of service. */
export function OutageButton(props: OutageButtonProps) {
  const [isOpen, setOpen] = useState(false);
  if (!hasRole(useSession(), 'labManager', 'keeper')) return null;
  return (
    <>
      <Button size="small" icon="warn" onClick={() => setOpen(true)}>
        {m.waiting_outage_new()}
      </Button>
      {isOpen && <OutageDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
