import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { dayTime } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';

type Refusal = Reply<'createQuote'>['refusals'][number];

const sentences: Record<Refusal['code'], () => string> = {
  'too-soon': m.attendance_reason_too_soon,
  'too-far': m.attendance_reason_too_far,
  'too-short': m.attendance_reason_too_short,
  'too-long': m.attendance_reason_too_long,
  'off-grid': m.attendance_reason_off_grid,
  'outside-open-hours': m.attendance_reason_outside_open_hours,
  'priority-hours': m.attendance_reason_priority_hours,
  'purpose-not-allowed': m.attendance_reason_purpose_not_allowed,
  'calibration-expired': m.attendance_reason_calibration_expired,
  suspended: m.attendance_reason_suspended,
  'not-qualified': m.attendance_reason_not_qualified,
  'quota-exceeded': m.attendance_reason_quota_exceeded,
};

/** A code of the rules as a sentence; any other code as it is. */
export function reasonText(code: string): string {
  return sentences[code as Refusal['code']]?.() ?? (code === 'slot-taken' ? m.attendance_reason_slot_taken() : code);
}

const words: Record<Refusal['code'], () => string> = {
  'too-soon': m.attendance_word_too_soon,
  'too-far': m.attendance_word_too_far,
  'too-short': m.attendance_reason_too_short,
  'too-long': m.attendance_reason_too_long,
  'off-grid': m.attendance_reason_off_grid,
  'outside-open-hours': m.ui_day_closed,
  'priority-hours': m.attendance_word_priority_hours,
  'purpose-not-allowed': m.attendance_word_purpose,
  suspended: m.attendance_word_suspended,
  'not-qualified': m.attendance_word_not_qualified,
  'quota-exceeded': m.attendance_word_quota,
  'calibration-expired': m.attendance_word_calibration,
};

/** The same in a word or two, for the cell of a day. */
export function reasonWord(code: Refusal['code']): string {
  return words[code]();
}

/** Why a window would be refused, in sentences, before anybody submits it. */
export function RefusalReasons({ refusals, zone }: { refusals: readonly Refusal[]; zone: string }) {
  if (refusals.length === 0) return null;
  const first = new Map(refusals.map((one) => [one.code, one] as const).reverse());
  return (
    <Note tone="hm">
      {[...first.values()].reverse().map((one) => (
        <p key={one.code}>
          {reasonText(one.code)}
          {one.code === 'quota-exceeded' && ` ${m.attendance_until({ until: dayTime(Date.parse(one.until), zone) })}`}
        </p>
      ))}
    </Note>
  );
}
