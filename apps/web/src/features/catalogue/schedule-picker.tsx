import { m } from '@guanyi/messages';
import { useMemo } from 'react';
import { now } from '../../app/clock.ts';
import type { DayShare } from '../../ui/availability-strip.tsx';
import { CalendarMonth } from '../../ui/calendar-month.tsx';
import { DayLane, type LaneClaim } from '../../ui/day-lane.tsx';
import { dayWithWeekday, durationText, timeOf } from '../../ui/format.ts';
import { Swatch } from '../../ui/mode-badge.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { claimKindName } from '../../ui/vocabulary.ts';
import { addDays, type Day, dayOf, firstOfMonth, instantOf, localParts, minuteMs, stepMonth } from '../../ui/zone.ts';
import { ownHold } from '../scheduling/booking-draft.ts';
import { JoinWaitlist } from '../scheduling/join-waitlist.tsx';
import { reasonText, reasonWord } from '../scheduling/refusal-reasons.tsx';
import {
  type Availability,
  busyOn,
  defaultWindow,
  isOutage,
  openOn,
  type Rules,
  type Span,
  sharesOf,
} from './availability-days.ts';
import { type JudgedStretch, judgedStretches, type Refusals, reasonOfDay } from './refused-days.ts';

interface SchedulePickerProps {
  /** Undefined while it is on the way. */
  availability: Availability | undefined;
  /** What the rules refuse to this person; undefined while it is on the way. */
  refusals: Refusals | undefined;
  rules: Rules;
  zone: string;
  month: Day;
  day: Day;
  chosen: Span | undefined;
  onMonth: (month: Day) => void;
  onDay: (day: Day) => void;
  onChoose: (window: Span) => void;
}

/** Month, slots of a day and the day as a lane; the three say the same, each for another kind of reader. */
export function SchedulePicker(props: SchedulePickerProps) {
  const { availability, refusals, rules, zone, month, day, chosen, onMonth, onDay, onChoose } = props;
  const today = dayOf(now(), zone);
  const shares = useMemo(() => monthShares(availability, refusals, month), [availability, refusals, month]);
  const share = shares.get(day);
  return (
    <section className="sect" aria-label={m.storefront_when()}>
      <div className="pick">
        <CalendarMonth month={month} days={shares} today={today} selected={day} onSelect={onDay} onMonth={onMonth} />
        <div>
          <div className="bar calendar-head">
            <h2 aria-live="polite">{dayWithWeekday(day)}</h2>
            {share && share.freeMinutes > 0 && (
              <span className="m s">{m.storefront_free_time({ time: durationText(share.freeMinutes) })}</span>
            )}
          </div>
          {availability ? (
            <Slots
              availability={availability}
              refusals={refusals}
              rules={rules}
              day={day}
              chosen={chosen}
              onChoose={onChoose}
            />
          ) : (
            <Skeleton rows={5} height={28} />
          )}
          {availability && share?.freeMinutes === 0 && (
            <JoinWaitlist
              instrumentId={availability.instrumentId}
              zone={zone}
              day={day}
              minMinutes={rules.minMinutes}
              slotMinutes={rules.slotMinutes}
            />
          )}
          <p className="m s slot-rules">{rulesSentence(rules, zone)}</p>
          {availability?.provisional && <Note tone="hm">{m.storefront_provisional()}</Note>}
        </div>
      </div>
      {availability && <Lane availability={availability} refusals={refusals} rules={rules} day={day} chosen={chosen} />}
    </section>
  );
}

/** The days of the month, those with a word for the reason that this person can book nothing of them. */
function monthShares(availability: Availability | undefined, refusals: Refusals | undefined, month: Day) {
  if (!availability) return new Map<Day, DayShare>();
  const shares = sharesOf(availability, firstOfMonth(month), addDays(stepMonth(month, 1), -1));
  for (const [day, share] of shares) {
    const reason = reasonOfDay(availability, refusals, day);
    if (reason) shares.set(day, { ...share, reason: reasonWord(reason) });
  }
  return shares;
}

/** 实验室当地时间 Asia/Shanghai。提前 1 天预约，步长 30 分钟，单次 30 分钟至 8 小时。 */
function rulesSentence(rules: Rules, zone: string): string {
  return m.storefront_rules({
    zone,
    lead: leadText(rules.leadMinutes),
    step: durationText(rules.slotMinutes),
    min: durationText(rules.minMinutes),
    max: durationText(rules.maxMinutes),
  });
}

function leadText(minutes: number): string {
  if (minutes === 0) return m.storefront_lead_none();
  if (minutes % 1440 === 0) return m.storefront_lead_days({ n: minutes / 1440 });
  return m.storefront_lead({ time: durationText(minutes) });
}

interface SlotsProps {
  availability: Availability;
  refusals: Refusals | undefined;
  rules: Rules;
  day: Day;
  chosen: Span | undefined;
  onChoose: (window: Span) => void;
}

/** A free stretch that holds the chosen window is shown as what lies before it, the window, and what lies after it. */
function Slots({ availability, refusals, rules, day, chosen, onChoose }: SlotsProps) {
  const { zone } = availability;
  const stretches = judgedStretches(availability, refusals, day);
  if (stretches.length === 0) return <p className="m s">{m.storefront_day_empty()}</p>;
  const hold = ownHold(availability.instrumentId, now());
  const isOwn = (span: JudgedStretch) =>
    span.state === 'busy' &&
    span.kind === 'hold' &&
    hold !== undefined &&
    Date.parse(hold.from) < span.until &&
    Date.parse(hold.until) > span.from;
  const label = ({ from, until }: Span) => `${timeOf(from, zone)}–${endText(until, day, zone)}`;
  const holdsRoom = ({ from, until }: Span) => until - from >= rules.minMinutes * minuteMs;
  const freeRow = (span: Span) => (
    <li key={`free ${span.from}`} className={holdsRoom(span) ? undefined : 'no'}>
      <span>{label(span)}</span>
      <span className="m">{durationText((span.until - span.from) / minuteMs)}</span>
      {holdsRoom(span) && (
        <button
          type="button"
          aria-label={m.storefront_choose_slot({ time: label(span) })}
          onClick={() => onChoose(defaultWindow(span, rules))}
        >
          {m.storefront_choose()}
        </button>
      )}
    </li>
  );
  return (
    <ul className="slots">
      {stretches.map((stretch) => {
        if (stretch.state === 'busy') {
          return (
            <li key={`busy ${stretch.from} ${stretch.kind}`} className="no">
              <span>{label(stretch)}</span>
              <span>{isOwn(stretch) ? m.storefront_held_for_you() : claimKindName(stretch.kind)}</span>
            </li>
          );
        }
        if (stretch.state === 'refused') {
          return (
            <li key={`refused ${stretch.from} ${stretch.code}`} className="no why">
              <span>{label(stretch)}</span>
              <span>{reasonText(stretch.code)}</span>
            </li>
          );
        }
        if (!chosen || chosen.from < stretch.from || chosen.from >= stretch.until) return freeRow(stretch);
        const before = { from: stretch.from, until: chosen.from };
        const after = { from: chosen.until, until: stretch.until };
        return [
          before.until > before.from && freeRow(before),
          <li key="chosen" className="on" aria-current="true">
            <span>
              <b>{label(chosen)}</b>
            </span>
            <span>{durationText((chosen.until - chosen.from) / minuteMs)}</span>
            <Tag icon="check">{m.storefront_chosen()}</Tag>
          </li>,
          after.until > after.from && freeRow(after),
        ];
      })}
    </ul>
  );
}

/** The end of a window that began on `day`: midnight is 24:00, a later one names its day. */
export function endText(until: number, day: Day, zone: string): string {
  const endDay = dayOf(until, zone);
  if (endDay === day) return timeOf(until, zone);
  if (endDay === addDays(day, 1) && localParts(until, zone).minutes === 0) return '24:00';
  return `${dayWithWeekday(endDay)} ${timeOf(until, zone)}`;
}

function Lane({ availability, refusals, rules, day, chosen }: Omit<SlotsProps, 'onChoose'>) {
  const { zone } = availability;
  const start = instantOf(day, 0, zone);
  const minute = (at: number) => Math.round((at - start) / minuteMs);
  const open = openOn(availability, day);
  if (open.length === 0) return null;
  const from = Math.floor(Math.min(...open.map((span) => minute(span.from))) / 60) * 60;
  const until = Math.ceil(Math.max(...open.map((span) => minute(span.until))) / 60) * 60;
  const refused = judgedStretches(availability, refusals, day).filter((one) => one.state === 'refused');
  const claims = [
    ...refused.map((one) => ({
      ...{ fromMinute: minute(one.from), untilMinute: minute(one.until), kind: 'refused' },
      ...{ label: reasonWord(one.code), detail: '' },
    })),
    ...laneClaims(availability, rules, day, chosen, { from, until }, minute),
  ];
  const pick = chosen && dayOf(chosen.from, zone) === day;
  return (
    <div className="lane-block">
      <DayLane
        fromMinute={from}
        untilMinute={until}
        claims={claims}
        label={m.storefront_lane({ day: dayWithWeekday(day) })}
      />
      <ul className="legend">
        <li>
          <Swatch kind="other" />
          {m.ui_claim_booking()}
        </li>
        <li>
          <Swatch kind="outage" />
          {m.ui_day_outage()}
        </li>
        {refused.length > 0 && (
          <li>
            <Swatch kind="refused" />
            {m.storefront_refused()}
          </li>
        )}
        {(rules.setupMinutes > 0 || rules.teardownMinutes > 0) && (
          <li>
            <Swatch kind="buffer" />
            {m.storefront_buffers({ setup: rules.setupMinutes, teardown: rules.teardownMinutes })}
          </li>
        )}
        {pick && (
          <li>
            <Swatch kind="pickd" />
            {m.storefront_your_choice()}
          </li>
        )}
      </ul>
    </div>
  );
}

function laneClaims(
  availability: Availability,
  rules: Rules,
  day: Day,
  chosen: Span | undefined,
  range: Span,
  minute: (at: number) => number,
): LaneClaim[] {
  const claims: LaneClaim[] = [];
  let closedFrom = range.from;
  for (const hours of [...openOn(availability, day), undefined]) {
    const openFrom = hours ? minute(hours.from) : range.until;
    if (openFrom > closedFrom) {
      claims.push({ fromMinute: closedFrom, untilMinute: openFrom, kind: 'shutb', label: m.ui_day_closed() });
    }
    if (hours) closedFrom = minute(hours.until);
  }
  for (const busy of busyOn(availability, day)) {
    const duty = busy.kind === 'statutory' || busy.kind === 'openDay';
    claims.push({
      fromMinute: minute(busy.from),
      untilMinute: minute(busy.until),
      kind: isOutage(busy.kind) ? 'outage' : duty ? 'duty' : 'other',
      label: claimKindName(busy.kind),
    });
  }
  if (!chosen || dayOf(chosen.from, availability.zone) !== day) return claims;
  const from = minute(chosen.from);
  const until = minute(chosen.until);
  const buffer = (fromMinute: number, untilMinute: number, label: string) =>
    untilMinute > fromMinute && claims.push({ fromMinute, untilMinute, kind: 'buffer', label, detail: '' });
  buffer(from - rules.setupMinutes, from, m.storefront_setup());
  claims.push({ fromMinute: from, untilMinute: until, kind: 'pickd', label: m.storefront_your_choice() });
  buffer(until, until + rules.teardownMinutes, m.storefront_teardown());
  return claims;
}
