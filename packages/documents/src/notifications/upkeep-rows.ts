import type { BreakdownFacts, CalibrationFacts } from '@guanyi/domain/notifications/upkeep-notices';
import { m } from '@guanyi/messages';
import { instantIn, type Locale, nameIn } from '@guanyi/messages/notification-text';

type Rows = readonly (readonly [label: string, value: string])[];

export function breakdownRows(facts: BreakdownFacts, locale: Locale): Rows {
  return [
    [m.mail_instrument({}, { locale }), nameIn(facts.instrument, locale)],
    [m.mail_lab({}, { locale }), nameIn(facts.lab, locale)],
    [m.mail_time({}, { locale }), instantIn(facts.reportedAt, facts.zone)],
    [m.mail_person({}, { locale }), facts.person],
  ];
}

export function calibrationRows(facts: CalibrationFacts, locale: Locale): Rows {
  return [
    [m.mail_instrument({}, { locale }), nameIn(facts.instrument, locale)],
    [m.mail_lab({}, { locale }), nameIn(facts.lab, locale)],
    [m.upkeep_mail_certificate({}, { locale }), facts.certificate],
    [m.upkeep_mail_valid_until({}, { locale }), facts.validUntil],
  ];
}
