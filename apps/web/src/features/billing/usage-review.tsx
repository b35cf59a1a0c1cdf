import { m } from '@guanyi/messages';
import { useState } from 'react';
import { labsWithRole } from '../../app/own-labs.ts';
import { hasRole, type Role, type Session, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { dayTime, defaultZone, rangeText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { Note, Tag, type Tone } from '../../ui/tag.tsx';
import type { Charge, Usage } from './finance-rows.ts';
import { SplitChargeDialog } from './split-charge-dialog.tsx';
import { useUsageAct } from './usage-actions.ts';
import { CompleteDialog, CorrectDialog, DisputeDialog, ResolveDialog } from './usage-dialogs.tsx';

const statusTexts: Record<Usage['status'], readonly [() => string, Tone | undefined]> = {
  problem: [m.usage_status_problem, 'bad'],
  recorded: [m.usage_status_recorded, undefined],
  confirmed: [m.usage_status_confirmed, 'ok'],
  disputed: [m.usage_status_disputed, 'hm'],
};

export function UsageStatusTag({ usage }: { usage: Usage }) {
  const [text, tone] = statusTexts[usage.status];
  return (
    <Tag tone={tone} icon={tone === 'ok' ? 'check' : tone ? 'warn' : 'info'}>
      {text()}
    </Tag>
  );
}

const customerRoles: readonly Role[] = ['booker', 'orgAdmin', 'orgFinance'];

export interface UsageRights {
  confirm: boolean;
  withdraw: boolean;
  dispute: boolean;
  resolve: boolean;
  complete: boolean;
  price: boolean;
}

/** What this person may do with a use now; the server decides the same. */
export function usageRights(session: Session, usage: Usage): UsageRights {
  const staff = labsWithRole(session, ['keeper', 'labManager']).some(({ id }) => id === usage.labId);
  const manager = labsWithRole(session, ['labManager']).some(({ id }) => id === usage.labId);
  const isOwn =
    session.status === 'signedIn' &&
    session.memberships.some(
      ({ organisationId, role }) => organisationId === usage.organisationId && customerRoles.includes(role),
    );
  const isOpen = usage.status === 'recorded' || usage.status === 'confirmed';
  const mayConfirm = hasRole(session, 'booker', 'orgAdmin');
  return {
    confirm:
      isOpen &&
      ((staff && !usage.labConfirmedAt) || (isOwn && mayConfirm && !usage.customerConfirmedAt && !!usage.reviewEndsAt)),
    withdraw:
      usage.withdrawableUntil !== undefined &&
      ((staff && !!usage.labConfirmedAt) || (!staff && isOwn && mayConfirm && !!usage.customerConfirmedAt)),
    dispute: isOpen && isOwn && usage.reviewEndsAt !== undefined && !usage.besideUsageRecordId,
    resolve: usage.status === 'disputed' && (manager || hasRole(session, 'finance')),
    complete: usage.problem === 'missing-end' && staff,
    price: usage.problem === 'price-missing' && (staff || hasRole(session, 'finance')),
  };
}

/** How far the review of a use has come, and the next step. */
export function UsageReview({ usage }: { usage: Usage }) {
  const session = useSession();
  const rights = usageRights(session, usage);
  const act = useUsageAct(usage);
  const [open, setOpen] = useState<'dispute' | 'resolve' | 'complete'>();
  const at = (text: string | undefined) => (text ? dayTime(Date.parse(text), defaultZone) : undefined);
  const close = () => setOpen(undefined);
  return (
    <div>
      <h3>
        {m.usage_review()} <UsageStatusTag usage={usage} />
      </h3>
      <KeyValues
        items={[
          usage.labConfirmedAt ? [m.usage_by_lab(), at(usage.labConfirmedAt)] : undefined,
          usage.customerConfirmedAt ? [m.usage_by_customer(), at(usage.customerConfirmedAt)] : undefined,
          usage.reviewEndsAt ? [m.usage_review_ends(), at(usage.reviewEndsAt)] : undefined,
        ]}
      />
      {usage.dispute && <DisputeNote dispute={usage.dispute} />}
      <div className="bar panel-buttons">
        {rights.complete && (
          <Button look="firm" size="small" onClick={() => setOpen('complete')}>
            {m.usage_complete()}
          </Button>
        )}
        {rights.price && (
          <Button look="firm" size="small" busy={act.isPending} onClick={() => act.mutate({ verb: 'price' })}>
            {m.usage_price()}
          </Button>
        )}
        {rights.confirm && (
          <Button look="firm" size="small" busy={act.isPending} onClick={() => act.mutate({ verb: 'confirm' })}>
            {m.usage_confirm()}
          </Button>
        )}
        {rights.withdraw && (
          <Button size="small" busy={act.isPending} onClick={() => act.mutate({ verb: 'withdraw' })}>
            {m.usage_withdraw()}
          </Button>
        )}
        {rights.dispute && (
          <Button size="small" onClick={() => setOpen('dispute')}>
            {m.usage_dispute()}
          </Button>
        )}
        {rights.resolve && (
          <Button look="firm" size="small" onClick={() => setOpen('resolve')}>
            {m.usage_resolve()}
          </Button>
        )}
      </div>
      {open === 'complete' && <CompleteDialog usage={usage} onClose={close} />}
      {open === 'dispute' && <DisputeDialog usage={usage} onClose={close} />}
      {open === 'resolve' && <ResolveDialog usage={usage} onClose={close} />}
    </div>
  );
}

const disputeTexts = {
  open: m.usage_dispute_open,
  accepted: m.usage_dispute_accepted,
  rejected: m.usage_dispute_rejected,
};

function DisputeNote({ dispute }: { dispute: NonNullable<Usage['dispute']> }) {
  return (
    <Note tone={dispute.status === 'open' ? 'hm' : undefined}>
      <b>{disputeTexts[dispute.status]()}</b>{' '}
      {rangeText(Date.parse(dispute.from), Date.parse(dispute.until), defaultZone)}
      <br />
      {dispute.reason}
      {dispute.comment && (
        <>
          <br />
          {m.usage_answer({ comment: dispute.comment })}
        </>
      )}
    </Note>
  );
}

/** Adjust and waive, for finance, on a charge of which something is left. */
export function ChargeCorrections({ charge }: { charge: Charge }) {
  const session = useSession();
  const [open, setOpen] = useState<'adjust' | 'waive' | 'split'>();
  if (charge.leftFen === undefined || !hasRole(session, 'finance')) return null;
  return (
    <div className="bar panel-buttons">
      <Button size="small" onClick={() => setOpen('adjust')}>
        {m.usage_adjust()}
      </Button>
      {charge.leftFen > 0 && (
        <Button size="small" onClick={() => setOpen('waive')}>
          {m.usage_waive()}
        </Button>
      )}
      {charge.leftFen > 0 && charge.kind !== 'share' && (
        <Button size="small" onClick={() => setOpen('split')}>
          {m.usage_split()}
        </Button>
      )}
      {open === 'split' && <SplitChargeDialog charge={charge} onClose={() => setOpen(undefined)} />}
      {open && open !== 'split' && <CorrectDialog charge={charge} verb={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
