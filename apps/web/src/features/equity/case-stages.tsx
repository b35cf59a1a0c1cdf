import { m } from '@guanyi/messages';
import { shortDay } from '../../ui/format.ts';
import { dayOf } from '../../ui/zone.ts';
import type { EquityCase, EquityStatus } from './equity-words.ts';

/** The eight stages of a deal, each with the step of the log that closes it. */
const stages = [
  { title: m.equity_stage_intent, action: 'propose' },
  { title: m.equity_stage_feasibility, action: 'assess' },
  { title: m.equity_stage_appraisal, action: 'submit' },
  { title: m.equity_stage_approval, action: 'approve' },
  { title: m.equity_stage_notice, action: 'agree' },
  { title: m.equity_stage_agreement, action: 'agree' },
  { title: m.equity_stage_contribution, action: 'contribute' },
  { title: m.equity_stage_after, action: 'exit' },
] as const;

/** Which stage is under way; `stages.length` when all are behind. */
const current: Partial<Record<EquityStatus, number>> = {
  intent: 1,
  feasible: 2,
  appraised: 2,
  inApproval: 3,
  noticed: 4,
  agreed: 6,
  contributed: 7,
  exited: stages.length,
};

/** Where the case stands, on one line: what is behind with its day, what is under way with a ring, what comes. */
export function CaseStages({ deal }: { deal: EquityCase }) {
  const { zone } = deal.instrument;
  const at = currentStage(deal);
  const dayOfAction = (action: string) => {
    const step = deal.history.findLast((one) => one.action === action);
    return step && dayOf(Date.parse(step.at), zone);
  };
  return (
    <ol className="stages" aria-label={m.equity_stages()}>
      {stages.map(({ title, action }, i) => {
        const day = dayOfAction(action);
        const state = i < at ? 'past' : i === at ? 'cur' : undefined;
        return (
          <li key={title()} className={state} aria-current={i === at ? 'step' : undefined}>
            <b>{title()}</b>
            <p>{state === 'past' && day ? <time dateTime={day}>{shortDay(day)}</time> : hintOf(deal, i, i === at)}</p>
          </li>
        );
      })}
    </ol>
  );
}

/** A case that has ended stands where it was when it ended. */
function currentStage(deal: EquityCase): number {
  const known = current[deal.status];
  if (known !== undefined) return known;
  const before = deal.history.findLast((step) => step.fromStatus && current[step.fromStatus] !== undefined);
  return (before?.fromStatus && current[before.fromStatus]) ?? 1;
}

function hintOf({ notice }: EquityCase, stage: number, isCurrent: boolean): string {
  if (stage === 4 && isCurrent && notice) {
    const n = Math.min(notice.daysPast + 1, notice.daysTotal);
    return m.equity_stage_day_of({ n, total: notice.daysTotal });
  }
  if (stage === 5 && notice) return m.equity_stage_earliest({ day: shortDay(notice.agreementFrom) });
  if (stage === 7) return m.equity_stage_after_hint();
  return isCurrent ? m.equity_stage_now() : '';
}
