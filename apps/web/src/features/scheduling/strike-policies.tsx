import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { fieldError } from '../../app/problem.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { dayTime, defaultZone } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { useLabChange } from './use-lab-change.ts';

type Policy = Reply<'listStrikePolicies'>['items'][number];

/** What missed bookings lead to in a lab: what holds now, what held before, and a form for what shall hold. */
export function StrikePolicies({ labId, mayChange }: { labId: string; mayChange: boolean }) {
  const policies = useQuery(read('listStrikePolicies', { params: { labId } }));
  const items = policies.data?.items ?? [];
  const current = items.find(({ effectiveFrom }) => Date.parse(effectiveFrom) <= now());
  return (
    <section className="sect" aria-labelledby="strike-policies">
      <h2 id="strike-policies">{m.labrules_strikes()}</h2>
      <p className="m s">{m.labrules_strikes_hint()}</p>
      {policies.isPending && <Skeleton rows={2} />}
      {policies.isError && <QueryFailure error={policies.error} onRetry={() => policies.refetch()} />}
      {policies.data && !current && <Note>{m.labrules_strikes_none()}</Note>}
      <ul className="policy-list">
        {items.map((policy) => (
          <li key={policy.id}>
            {policySentence(policy)}{' '}
            <span className="m s">
              {m.labrules_from({ when: dayTime(Date.parse(policy.effectiveFrom), defaultZone) })}
            </span>{' '}
            {policy === current && <Tag tone="ok">{m.labrules_in_force()}</Tag>}
          </li>
        ))}
      </ul>
      {mayChange && policies.data && (
        <PolicyForm
          key={current?.id}
          labId={labId}
          current={current ?? { strikes: 3, withinDays: 90, suspendDays: 14 }}
        />
      )}
    </section>
  );
}

function policySentence({ strikes, withinDays, suspendDays }: Policy): string {
  return strikes === 0 ? m.labrules_strikes_never() : m.labrules_strikes_rule({ strikes, withinDays, suspendDays });
}

const fields = ['strikes', 'withinDays', 'suspendDays'] as const;
type Field = (typeof fields)[number];

const titles: Record<Field, () => string> = {
  strikes: m.labrules_field_strikes,
  withinDays: m.labrules_field_within,
  suspendDays: m.labrules_field_suspend,
};

function PolicyForm({ labId, current }: { labId: string; current: Record<Field, number> }) {
  const [form, setForm] = useState<Record<Field, string>>({
    strikes: String(current.strikes),
    withinDays: String(current.withinDays),
    suspendDays: String(current.suspendDays),
  });
  const put = useLabChange('listStrikePolicies', () =>
    call('putStrikePolicy', {
      params: { labId },
      body: {
        strikes: Number(form.strikes),
        withinDays: Number(form.withinDays),
        suspendDays: Number(form.suspendDays),
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  return (
    <form onSubmit={submit}>
      <div className="form-grid four">
        {fields.map((name) => (
          <TextField
            key={name}
            label={titles[name]()}
            type="number"
            min={name === 'strikes' ? 0 : 1}
            max={name === 'strikes' ? 100 : 730}
            required
            value={form[name]}
            hint={name === 'strikes' ? m.labrules_field_strikes_hint() : undefined}
            error={fieldError(put.error, `/${name}`)}
            onChange={(event) => setForm({ ...form, [name]: event.target.value })}
          />
        ))}
      </div>
      {put.isError && <FailureNote error={put.error} />}
      <Button type="submit" look="firm" busy={put.isPending}>
        {m.labrules_save()}
      </Button>
    </form>
  );
}
