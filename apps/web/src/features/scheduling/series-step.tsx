import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../app/client.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { keyOf } from '../../app/query.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { rangeText, yuanText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import type { ServiceWay } from '../../ui/vocabulary.ts';
import type { Span } from '../catalogue/availability-days.ts';
import type { BookingDraft } from './booking-draft.ts';
import type { Party } from './booking-party.ts';
import { reasonText } from './refusal-reasons.tsx';

const rules = {
  once: '',
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
};
type Rhythm = keyof typeof rules;

export interface Repeat {
  rhythm: Rhythm;
  count: string;
}

export const once: Repeat = { rhythm: 'once', count: '4' };

/** The rule of recurrence, or undefined for a single booking. */
export function rruleOf({ rhythm, count }: Repeat): string | undefined {
  const times = Number(count);
  const isWhole = /^\d{1,3}$/.test(count) && times >= 2;
  return rhythm === 'once' || !isWhole ? undefined : `${rules[rhythm]};COUNT=${times}`;
}

/** Whether and how often the booking repeats. */
export function RepeatFields({ value, onChange }: { value: Repeat; onChange: (value: Repeat) => void }) {
  const names: Record<Rhythm, () => string> = {
    once: m.attendance_repeat_once,
    daily: m.attendance_repeat_daily,
    weekly: m.attendance_repeat_weekly,
    biweekly: m.attendance_repeat_biweekly,
    monthly: m.attendance_repeat_monthly,
  };
  return (
    <div className="f2">
      <SelectField
        label={m.attendance_repeat()}
        value={value.rhythm}
        onChange={(event) => onChange({ ...value, rhythm: event.target.value as Rhythm })}
      >
        {(Object.keys(rules) as Rhythm[]).map((rhythm) => (
          <option key={rhythm} value={rhythm}>
            {names[rhythm]()}
          </option>
        ))}
      </SelectField>
      {value.rhythm !== 'once' && (
        <TextField
          label={m.attendance_repeat_count()}
          inputMode="numeric"
          maxLength={3}
          value={value.count}
          error={rruleOf(value) ? undefined : m.attendance_repeat_count_bad()}
          onChange={(event) => onChange({ ...value, count: event.target.value.trim() })}
        />
      )}
    </div>
  );
}

interface SeriesAsked {
  instrumentId: string;
  window: Span;
  way: ServiceWay;
  draft: BookingDraft;
  party: Party | undefined;
  rrule: string;
}

/** What a series asks for; the same for its preview and for the booking itself. */
function seriesBody({ instrumentId, window, way, draft, party, rrule }: SeriesAsked) {
  return {
    instrumentId,
    from: new Date(window.from).toISOString(),
    until: new Date(window.until).toISOString(),
    purpose: { kind: draft.purposeKind || ('other' as const), text: draft.purposeText },
    serviceWay: way,
    rrule,
    ...(draft.projectCode && { projectCode: draft.projectCode }),
    ...(party && { onBehalfOf: party.id }),
  };
}

/** Every occurrence with its price, or the reason why it cannot be had. */
export function SeriesPreview(asked: SeriesAsked & { zone: string }) {
  const { zone } = asked;
  const body = seriesBody(asked);
  const preview = useQuery({
    queryKey: [...keyOf('previewSeries', { body }), 'series'],
    queryFn: ({ signal }) => call('previewSeries', { body, signal }),
  });
  if (preview.isPending) return <Skeleton rows={4} />;
  if (preview.isError) return <QueryFailure error={preview.error} onRetry={() => preview.refetch()} />;
  const { occurrences, totalFen } = preview.data;
  const missing = occurrences.filter(({ status }) => status !== 'free').length;
  return (
    <section aria-label={m.attendance_preview()}>
      <ul className="occurrences">
        {occurrences.map((one) => (
          <li key={one.from} className={one.status === 'free' ? undefined : 'nil'}>
            <span>{rangeText(Date.parse(one.from), Date.parse(one.until), zone)}</span>
            {one.status === 'free' ? (
              <span>¥{yuanText(one.totalFen ?? 0)}</span>
            ) : (
              <Tag tone="hm" icon="warn">
                {reasonText(one.code ?? '')}
              </Tag>
            )}
          </li>
        ))}
      </ul>
      <p>
        <b>{m.attendance_preview_total({ count: occurrences.length - missing, amount: yuanText(totalFen) })}</b>
      </p>
      {missing > 0 && <Note tone="hm">{m.attendance_preview_missing({ count: missing })}</Note>}
    </section>
  );
}
