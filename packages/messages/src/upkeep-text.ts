import type { Notice } from '@guanyi/domain/notifications/notice';
import type { BreakdownFacts, CalibrationFacts } from '@guanyi/domain/notifications/upkeep-notices';
import { m } from '@guanyi/messages';
import { type Locale, nameIn } from './notice-format.ts';

type UpkeepNotice = Extract<Notice, { facts: BreakdownFacts | CalibrationFacts }>;

const texts = {
  breakdownReported: [m.upkeep_breakdownReported_title, m.upkeep_breakdownReported_text],
  breakdownConfirmed: [m.upkeep_breakdownConfirmed_title, m.upkeep_breakdownConfirmed_text],
  breakdownDismissed: [m.upkeep_breakdownDismissed_title, m.upkeep_breakdownDismissed_text],
  calibrationDue: [m.upkeep_calibrationDue_title, m.upkeep_calibrationDue_text],
  calibrationExpired: [m.upkeep_calibrationExpired_title, m.upkeep_calibrationExpired_text],
} as const satisfies Record<UpkeepNotice['kind'], unknown>;

/** Says what is wrong with an instrument, what became of a report, or when a calibration ends. */
export function upkeepText({ kind, facts }: UpkeepNotice, locale: Locale): { title: string; text: string } {
  const [title, text] = texts[kind];
  const answer = 'answer' in facts ? facts.answer?.trim() : undefined;
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    person: 'person' in facts ? facts.person : '',
    description: 'description' in facts ? facts.description : '',
    day: 'validUntil' in facts ? facts.validUntil : '',
    answer: answer ? m.upkeep_answer({ answer }, { locale }) : '',
  };
  return { title: title(words, { locale }), text: text(words, { locale }).trim() };
}
