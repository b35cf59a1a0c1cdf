import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { fieldError } from '../../app/problem.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { useLabChange } from './use-lab-change.ts';

type Policy = Reply<'getSchedulingPolicy'>;

/** How long people have to answer when their booking cannot stay, and what happens without an answer. */
export function ConflictPolicy({ labId, mayChange }: { labId: string; mayChange: boolean }) {
  const policy = useQuery(read('getSchedulingPolicy', { params: { labId } }));
  return (
    <section className="sect" aria-labelledby="conflict-policy">
      <h2 id="conflict-policy">
        {m.labrules_conflicts()} {policy.data?.isUsual && <Tag>{m.labrules_usual()}</Tag>}
      </h2>
      <p className="m s">{m.labrules_conflicts_hint()}</p>
      {policy.isPending && <Skeleton rows={3} />}
      {policy.isError && <QueryFailure error={policy.error} onRetry={() => policy.refetch()} />}
      {policy.data && <PolicyForm key={policy.data.version} labId={labId} policy={policy.data} mayChange={mayChange} />}
    </section>
  );
}

const numbers = [
  'outageAnswerHours',
  'plannedAnswerHours',
  'clearMinutes',
  'sameInstrumentDays',
  'equivalentDays',
  'earlyCheckInMinutes',
] as const;
type NumberName = (typeof numbers)[number];

const bounds: Record<NumberName, readonly [number, number]> = {
  outageAnswerHours: [1, 720],
  plannedAnswerHours: [1, 720],
  clearMinutes: [0, 10_080],
  sameInstrumentDays: [0, 90],
  equivalentDays: [0, 14],
  earlyCheckInMinutes: [0, 1_440],
};

const titles: Record<NumberName, () => string> = {
  outageAnswerHours: m.labrules_outage_hours,
  plannedAnswerHours: m.labrules_planned_hours,
  clearMinutes: m.labrules_clear_minutes,
  sameInstrumentDays: m.labrules_same_days,
  equivalentDays: m.labrules_equivalent_days,
  earlyCheckInMinutes: m.labrules_early_minutes,
};

/** What is tried without an answer, in order; a booking without a place is cancelled free of charge. */
const orders: Record<string, { kinds: Policy['defaults']; title: () => string }> = {
  both: { kinds: ['equivalent', 'sameInstrument'], title: m.labrules_default_both },
  same: { kinds: ['sameInstrument', 'equivalent'], title: m.labrules_default_same_first },
  onlySame: { kinds: ['sameInstrument'], title: m.labrules_default_only_same },
  onlyEquivalent: { kinds: ['equivalent'], title: m.labrules_default_only_equivalent },
  none: { kinds: [], title: m.labrules_default_none },
};

function PolicyForm({ labId, policy, mayChange }: { labId: string; policy: Policy; mayChange: boolean }) {
  const [form, setForm] = useState(
    () => Object.fromEntries(numbers.map((name) => [name, String(policy[name])])) as Record<NumberName, string>,
  );
  const [order, setOrder] = useState(
    () => Object.keys(orders).find((key) => orders[key]?.kinds.join() === policy.defaults.join()) ?? 'both',
  );
  const put = useLabChange('getSchedulingPolicy', () =>
    call('putSchedulingPolicy', {
      params: { labId },
      body: {
        ...(Object.fromEntries(numbers.map((name) => [name, Number(form[name])])) as Record<NumberName, number>),
        defaults: orders[order]?.kinds ?? [],
      },
      ifMatch: policy.version,
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!mayChange} className="plain">
        <div className="form-grid four">
          {numbers.map((name) => (
            <TextField
              key={name}
              label={titles[name]()}
              type="number"
              min={bounds[name][0]}
              max={bounds[name][1]}
              required
              value={form[name]}
              error={fieldError(put.error, `/${name}`)}
              onChange={(event) => setForm({ ...form, [name]: event.target.value })}
            />
          ))}
        </div>
        <SelectField label={m.labrules_default()} value={order} onChange={(event) => setOrder(event.target.value)}>
          {Object.entries(orders).map(([key, { title }]) => (
            <option key={key} value={key}>
              {title()}
            </option>
          ))}
        </SelectField>
      </fieldset>
      {put.isError && <FailureNote error={put.error} />}
      {mayChange && (
        <Button type="submit" look="firm" busy={put.isPending}>
          {m.labrules_save()}
        </Button>
      )}
    </form>
  );
}
