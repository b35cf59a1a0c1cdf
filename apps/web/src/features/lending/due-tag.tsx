import { m } from '@guanyi/messages';
import { now } from '../../app/clock.ts';
import { Tag } from '../../ui/tag.tsx';
import { dayOf, daysBetween } from '../../ui/zone.ts';
import type { Lending } from './lending-words.ts';

/** This many days before the end a term is due soon. */
const soonDays = 3;

/** How many days are left of a term that runs, or by how many it is over. */
export function DueTag({ lending }: { lending: Pick<Lending, 'status' | 'lastDay' | 'zone'> }) {
  if (lending.status !== 'handedOver' && lending.status !== 'overdue') return null;
  const left = daysBetween(dayOf(now(), lending.zone), lending.lastDay);
  if (left < 0)
    return (
      <Tag tone="bad" icon="warn">
        {m.term_overdue({ n: -left })}
      </Tag>
    );
  return (
    <Tag tone={left <= soonDays ? 'hm' : undefined} {...(left <= soonDays && { icon: 'warn' })}>
      {left === 0 ? m.term_due_today() : m.term_due_in({ n: left })}
    </Tag>
  );
}
