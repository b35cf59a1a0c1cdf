import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import type { Reply } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { read } from '../../app/query.ts';
import { Fact } from '../../ui/desk.tsx';
import { longDay, yuanText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/states.tsx';
import type { Tone } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import type { Approval } from './approval-words.ts';

type Facts = Reply<'getApprovalFacts'>;
type Line = readonly [tone: Tone | undefined, label: string, sentence: string];

/** What a decision rests on beside the papers: calendar, band, credit, record of the customer, training of the person. */
export function ApprovalFacts({ approval }: { approval: Approval }) {
  const facts = useQuery(read('getApprovalFacts', { params: { approvalId: approval.id } }));
  if (facts.isError) return <QueryFailure error={facts.error} onRetry={() => facts.refetch()} />;
  if (!facts.data) return <Skeleton rows={5} />;
  const lines = [
    conflictLine(facts.data),
    bandLine(facts.data, approval),
    creditLine(facts.data),
    recordLine(facts.data),
    trainingLine(facts.data, approval.zone),
  ];
  return lines.map(([tone, label, sentence]) => (
    <Fact key={label} tone={tone} label={label} icon={<Icon name={tone === 'ok' ? 'check' : tone ? 'warn' : 'info'} />}>
      {sentence}
    </Fact>
  ));
}

function conflictLine({ conflict }: Facts): Line {
  const label = m.facts_conflict();
  if (conflict.bookings > 0) return ['hm', label, m.facts_conflict_bookings({ n: conflict.bookings })];
  if (conflict.open > 0) return ['hm', label, m.facts_conflict_open({ n: conflict.open })];
  return conflict.isHeld ? ['ok', label, m.facts_conflict_held()] : ['ok', label, m.facts_conflict_none()];
}

/** Whether other contracts count with this one (X1), and so which band it is. */
function bandLine({ originalValueFen }: Facts, { valueFen }: Approval): Line {
  const label = m.facts_band();
  const value = `¥${yuanText(valueFen)}`;
  if (originalValueFen === undefined || originalValueFen === valueFen)
    return ['ok', label, m.facts_band_own({ value })];
  return ['hm', label, m.facts_band_together({ value, own: `¥${yuanText(originalValueFen)}` })];
}

function creditLine({ credit }: Facts): Line {
  const label = m.facts_credit();
  const owed = `¥${yuanText(credit.exposureFen)}`;
  if (credit.overdueFen > 0)
    return ['bad', label, m.facts_credit_overdue({ amount: `¥${yuanText(credit.overdueFen)}` })];
  if (credit.limitFen === undefined) return [undefined, label, m.facts_credit_unlimited({ owed })];
  const tone = credit.exposureFen > credit.limitFen ? 'bad' : 'ok';
  return [tone, label, m.facts_credit_of({ owed, limit: `¥${yuanText(credit.limitFen)}` })];
}

function recordLine({ record }: Facts): Line {
  const label = m.facts_record();
  const { instrumentsOut, ended, overdue, damages, bookings, noShows } = record;
  if (overdue > 0) return ['bad', label, m.facts_record_overdue({ n: overdue })];
  if (ended + instrumentsOut + bookings === 0) return [undefined, label, m.facts_record_first()];
  const sentence = m.facts_record_counts({ out: instrumentsOut, ended, damages, noShows });
  return [damages + noShows > 0 ? 'hm' : 'ok', label, sentence];
}

function trainingLine({ training }: Facts, zone: string): Line {
  const label = m.facts_training();
  const dayText = (at: string) => longDay(dayOf(Date.parse(at), zone));
  if (training.suspendedUntil)
    return ['bad', label, m.facts_training_suspended({ day: dayText(training.suspendedUntil) })];
  if (training.valid === 0) return [undefined, label, m.facts_training_none()];
  return training.until
    ? ['ok', label, m.facts_training_until({ n: training.valid, day: dayText(training.until) })]
    : ['ok', label, m.facts_training_valid({ n: training.valid })];
}
