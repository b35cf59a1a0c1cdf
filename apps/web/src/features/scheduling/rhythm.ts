import { m } from '@guanyi/messages';

/** Rhythms that the form of a plan offers, as rules of recurrence. */
export const rhythms = {
  weekly: 'FREQ=WEEKLY',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
  quarterly: 'FREQ=MONTHLY;INTERVAL=3',
  halfYearly: 'FREQ=MONTHLY;INTERVAL=6',
  yearly: 'FREQ=YEARLY',
} as const;
export type Rhythm = keyof typeof rhythms;

export const rhythmNames: Record<Rhythm, () => string> = {
  weekly: m.attendance_repeat_weekly,
  biweekly: m.attendance_repeat_biweekly,
  monthly: m.attendance_repeat_monthly,
  quarterly: m.upkeep_rhythm_quarterly,
  halfYearly: m.upkeep_rhythm_half_yearly,
  yearly: m.upkeep_rhythm_yearly,
};

/** A rule in words where it is one of the usual rhythms; any other as it is written. */
export function rhythmText(rrule: string): string {
  const known = (Object.keys(rhythms) as Rhythm[]).find((one) => rhythms[one] === rrule);
  return known ? rhythmNames[known]() : rrule;
}
