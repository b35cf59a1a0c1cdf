import { m } from '@guanyi/messages';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { labsWithRole } from '../../app/own-labs.ts';
import { usePages } from '../../app/pages.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { durationText, localText } from '../../ui/format.ts';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { outageKindNames } from './conflict-words.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { rhythmText } from './rhythm.ts';
import { useUpkeepChange } from './use-upkeep-change.ts';

type Plan = Reply<'listMaintenancePlans'>['items'][number];

/** Maintenance that comes again and again; its occurrences are outages as far ahead as people can book. */
export function MaintenancePlans() {
  const labs = labsWithRole(useSession(), ['labManager', 'keeper']);
  const [isPlanning, setPlanning] = useState(false);
  const pages = usePages('listMaintenancePlans', { query: { limit: 50 } });
  const rows = [...pages.items].sort((a, b) => Number(a.status === 'ended') - Number(b.status === 'ended'));
  return (
    <>
      <div className="work-tools">
        {labs.length > 0 && (
          <Button size="small" icon="plus" onClick={() => setPlanning(true)}>
            {m.upkeep_plan_new()}
          </Button>
        )}
      </div>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={rows.length === 0}
        empty={
          <EmptyState icon="calendar" title={m.upkeep_plans_none()}>
            {m.upkeep_plans_none_hint()}
          </EmptyState>
        }
      />
      <ul className="upkeep-list">
        {rows.map((plan) => (
          <PlanRow key={plan.id} plan={plan} mayEnd={labs.some(({ id }) => id === plan.labId)} />
        ))}
      </ul>
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => void pages.fetchNextPage()} />
      {isPlanning && <PlanDialog labs={labs} onClose={() => setPlanning(false)} />}
    </>
  );
}

function PlanRow({ plan, mayEnd }: { plan: Plan; mayEnd: boolean }) {
  const { instrument, next } = plan;
  const end = useUpkeepChange(
    () => call('endMaintenancePlan', { params: { maintenancePlanId: plan.id }, body: {} }),
    m.upkeep_plan_ended,
    () => undefined,
  );
  return (
    <li className="today-item">
      <p className="today-time">
        <b>{outageKindNames[plan.kind]()}</b>
        {plan.status === 'ended' && <Tag>{m.upkeep_plan_over()}</Tag>}
      </p>
      <div>
        <p>
          <b lang="en">{instrument.model}</b> <span className="m s">{localText(instrument.name)}</span>
        </p>
        <p>
          {rhythmText(plan.rrule)} {plan.from} · {durationText(plan.minutes)}
          {plan.note && <span className="m"> · {plan.note}</span>}
        </p>
        {next[0] && (
          <p className="m s">
            {m.upkeep_plan_next()}{' '}
            <TimeRange from={Date.parse(next[0].from)} until={Date.parse(next[0].until)} zone={instrument.zone} />
          </p>
        )}
      </div>
      {mayEnd && plan.status === 'active' && (
        <Button
          busy={end.isPending}
          aria-label={`${m.upkeep_plan_end()} ${instrument.model}`}
          onClick={() => end.mutate(undefined, { onError: toastFailure })}
        >
          {m.upkeep_plan_end()}
        </Button>
      )}
    </li>
  );
}
