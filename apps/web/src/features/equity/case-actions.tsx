import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { hasRole, type Session, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { shortDay } from '../../ui/format.ts';
import { CaseDialog, type CaseForm } from './case-dialogs.tsx';
import type { EquityCase } from './equity-words.ts';
import { useCaseAct } from './use-case.ts';

type Action = CaseForm | 'submit';

const titles: Record<Action, () => string> = {
  study: m.equity_do_study,
  appraise: m.equity_do_appraise,
  submit: m.equity_do_submit,
  publish: m.equity_do_publish,
  sign: m.equity_do_sign,
  contribute: m.equity_do_contribute,
  exit: m.equity_do_exit,
  distribute: m.equity_do_distribute,
  withdraw: m.equity_do_withdraw,
};

/** The name under which the API tells what stands in the way of an action. */
const lockNames: Partial<Record<Action, string>> = { submit: 'submit', publish: 'publish', sign: 'agree' };

/** What this reader may do now: the step that leads on first, then the others. */
function actionsFor(deal: EquityCase, session: Session): Action[] {
  const isOfficer = hasRole(session, 'assetOfficer');
  const isManager = hasRole(session, 'labManager');
  const isProposer = session.memberships.some(
    ({ role, organisationId }) => organisationId === deal.organisationId && (role === 'booker' || role === 'orgAdmin'),
  );
  const onward: Partial<Record<EquityCase['status'], Action[]>> = {
    intent: isOfficer || isManager ? ['study'] : [],
    feasible: isOfficer ? ['appraise'] : [],
    appraised: isOfficer ? ['submit', 'appraise'] : [],
    inApproval: isOfficer ? ['publish'] : [],
    noticed: isOfficer ? ['sign'] : [],
    agreed: isOfficer ? ['contribute'] : [],
    contributed: [
      ...(hasRole(session, 'finance') ? (['distribute'] as const) : []),
      ...(isOfficer ? (['exit'] as const) : []),
    ],
  };
  const mayWithdraw = ['intent', 'feasible', 'appraised', 'inApproval', 'noticed'].includes(deal.status);
  return [
    ...(onward[deal.status] ?? []),
    ...(mayWithdraw && (isOfficer || isManager || isProposer) ? (['withdraw'] as const) : []),
  ];
}

/** Why an action is locked, in a sentence, or undefined when it is open. */
function lockText(deal: EquityCase, action: Action): string | undefined {
  const lock = deal.locks.find((one) => one.action === lockNames[action]);
  switch (lock?.code) {
    case 'notice-running':
      return m.equity_lock_notice({ day: shortDay(lock.until ?? '') });
    case 'objection-open':
      return m.equity_lock_objection({ n: lock.count ?? 1 });
    case 'appraisal-expired':
      return m.equity_lock_appraisal({ day: shortDay(lock.until ?? '') });
    case 'approval-open':
      return m.equity_lock_approval();
    default:
      return undefined;
  }
}

/** Buttons of the case; a locked one stays and says why beside itself. */
export function CaseActions({ deal }: { deal: EquityCase }) {
  const session = useSession();
  const whyId = useId();
  const [open, setOpen] = useState<CaseForm>();
  const submit = useCaseAct('submitEquityCase');
  const actions = actionsFor(deal, session);
  const [first] = actions;
  const why = first && lockText(deal, first);
  const run = (action: Action) => {
    if (action !== 'submit') setOpen(action);
    else submit.mutate({ params: { caseId: deal.id }, body: {} }, { onError: toastFailure });
  };
  return (
    <div className="room-acts">
      {why && (
        <p className="m s" id={whyId}>
          {why}
        </p>
      )}
      {actions.map((action, i) => (
        <Button
          key={action}
          look={i === 0 && action !== 'withdraw' && !why ? 'main' : 'plain'}
          {...(i === 0 && why ? { icon: 'lock' as const, disabled: true, 'aria-describedby': whyId } : {})}
          busy={action === 'submit' && submit.isPending}
          onClick={() => run(action)}
        >
          {titles[action]()}
        </Button>
      ))}
      {open && <CaseDialog form={open} deal={deal} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
