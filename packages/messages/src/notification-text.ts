import type { BookingFacts, ChargeFacts, Name, Notice, UsageFacts } from '@guanyi/domain/notifications/notice';
import { m } from '@guanyi/messages';

export type Locale = 'zh-CN' | 'en';

/** The words of a notice: `title` is also the subject of its mail. */
export interface NoticeText {
  readonly title: string;
  readonly text: string;
}

/**
 * Says in one language what happened. Mail and application use the same words.
 * Times are told in the zone of the lab, money in yuan.
 */
export function noticeText(notice: Notice, locale: Locale): NoticeText {
  switch (notice.kind) {
    case 'chargeCreated':
    case 'chargeRaised':
    case 'chargeCorrected':
      return chargeText(notice, locale);
    case 'usageProblem':
    case 'usageDisputed':
    case 'usageResolved':
      return usageText(notice, locale);
    case 'organisationReceived':
    case 'organisationToVerify':
    case 'organisationVerified':
    case 'memberInvited':
      return organisationText(notice, locale);
    default:
      return bookingText(notice, locale);
  }
}

type BookingNotice = Extract<Notice, { facts: BookingFacts }>;
type ChargeNotice = Extract<Notice, { facts: ChargeFacts }>;
type UsageNotice = Extract<Notice, { facts: UsageFacts }>;
type OrganisationNotice = Exclude<Notice, BookingNotice | ChargeNotice | UsageNotice>;

const bookingTexts = {
  bookingRequested: [m.notification_bookingRequested_title, m.notification_bookingRequested_text],
  bookingToDecide: [m.notification_bookingToDecide_title, m.notification_bookingToDecide_text],
  bookingConfirmed: [m.notification_bookingConfirmed_title, m.notification_bookingConfirmed_text],
  bookingPlanned: [m.notification_bookingPlanned_title, m.notification_bookingPlanned_text],
  bookingDeclined: [m.notification_bookingDeclined_title, m.notification_bookingDeclined_text],
  bookingCancelled: [m.notification_bookingCancelled_title, m.notification_bookingCancelled_text],
  bookingReleased: [m.notification_bookingReleased_title, m.notification_bookingReleased_text],
  bookingExpired: [m.notification_bookingExpired_title, m.notification_bookingExpired_text],
  bookingLapsed: [m.notification_bookingLapsed_title, m.notification_bookingLapsed_text],
  bookingCompleted: [m.notification_bookingCompleted_title, m.notification_bookingCompleted_text],
  bookingNoShow: [m.notification_bookingNoShow_title, m.notification_bookingNoShow_text],
  bookingMissed: [m.notification_bookingMissed_title, m.notification_bookingMissed_text],
  bookingMoved: [m.notification_bookingMoved_title, m.notification_bookingMoved_text],
  bookingReplanned: [m.notification_bookingReplanned_title, m.notification_bookingReplanned_text],
  bookingReceived: [m.notification_bookingReceived_title, m.notification_bookingReceived_text],
  bookingHandedOn: [m.notification_bookingHandedOn_title, m.notification_bookingHandedOn_text],
  bookingUnended: [m.notification_bookingUnended_title, m.notification_bookingUnended_text],
  bookingDelayed: [m.notification_bookingDelayed_title, m.notification_bookingDelayed_text],
} as const satisfies Record<BookingNotice['kind'], unknown>;

function bookingText({ kind, facts }: BookingNotice, locale: Locale): NoticeText {
  const [title, text] = bookingTexts[kind];
  const reason = facts.reason?.trim();
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    person: facts.person,
    time: windowIn(facts, facts.zone),
    previous: windowIn('previous' in facts ? facts.previous : facts, facts.zone),
    total: yuan(facts.totalFen),
    fee: yuan(facts.feeFen ?? 0),
    deadline: instantIn(facts.deadlineAt ?? facts.from, facts.zone),
    reason: reason ? m.notification_reason({ reason }, { locale }) : '',
  };
  const { occurrences } = facts;
  const more = occurrences === undefined ? '' : m.notification_series({ count: occurrences }, { locale });
  return { title: title(words, { locale }), text: `${text(words, { locale }).trim()} ${more}`.trim() };
}

const chargeTexts = {
  chargeCreated: [m.notification_chargeCreated_title, m.notification_chargeCreated_text],
  chargeRaised: [m.notification_chargeRaised_title, m.notification_chargeRaised_text],
  chargeCorrected: [m.notification_chargeCorrected_title, m.notification_chargeCorrected_text],
} as const;

function chargeText({ kind, facts }: ChargeNotice, locale: Locale): NoticeText {
  const [title, text] = chargeTexts[kind];
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    day: instantIn(facts.occurredAt, facts.zone).slice(0, 10),
    total: yuan(facts.totalFen),
  };
  return { title: title(words, { locale }), text: text(words, { locale }) };
}

const usageTexts = {
  usageProblem: [m.notification_usageProblem_title, m.notification_usageProblem_text],
  usageDisputed: [m.notification_usageDisputed_title, m.notification_usageDisputed_text],
  usageResolved: [m.notification_usageResolved_title, m.notification_usageResolved_text],
} as const;

const problemTexts = {
  'missing-end': m.notification_usage_missing_end,
  'price-missing': m.notification_usage_price_missing,
};

function usageText({ kind, facts }: UsageNotice, locale: Locale): NoticeText {
  const [title, text] = usageTexts[kind];
  const { dispute, decision } = facts;
  const decided = decision?.isAccepted ? m.notification_usage_accepted : m.notification_usage_rejected;
  const words = {
    instrument: nameIn(facts.instrument, locale),
    lab: nameIn(facts.lab, locale),
    organisation: nameIn(facts.organisation, locale),
    time:
      facts.until === undefined
        ? instantIn(facts.from, facts.zone)
        : windowIn({ from: facts.from, until: facts.until }, facts.zone),
    problem: problemTexts[facts.problem ?? 'missing-end']({}, { locale }),
    disputed: dispute ? windowIn(dispute, facts.zone) : '',
    reason: dispute?.reason ?? '',
    decision: decided({}, { locale }),
    comment: decision?.comment ?? '',
  };
  return { title: title(words, { locale }), text: text(words, { locale }).trim() };
}

const organisationTexts = {
  organisationReceived: [m.notification_organisationReceived_title, m.notification_organisationReceived_text],
  organisationToVerify: [m.notification_organisationToVerify_title, m.notification_organisationToVerify_text],
  organisationVerified: [m.notification_organisationVerified_title, m.notification_organisationVerified_text],
  memberInvited: [m.notification_memberInvited_title, m.notification_memberInvited_text],
} as const;

function organisationText({ kind, facts }: OrganisationNotice, locale: Locale): NoticeText {
  const [title, text] = organisationTexts[kind];
  const words = {
    organisation: nameIn(facts.organisation, locale),
    uscc: 'uscc' in facts ? facts.uscc : '',
    deadline: 'expiresAt' in facts ? instantIn(facts.expiresAt, facts.zone) : '',
  };
  return { title: title(words, { locale }), text: text(words, { locale }) };
}

/** The English name where there is one and English is read; Chinese names are always there. */
export function nameIn(name: Name, locale: Locale): string {
  return locale === 'en' ? (name.en ?? name.zh) : name.zh;
}

/** 3 705 fen → ¥37.05 */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(fen) / 100).toLocaleString('en-US');
  return `${sign}¥${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

/** 2026-03-04 09:00 in the zone. */
export function instantIn(at: number, zone: string): string {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
}

/** 2026-03-04 09:00–11:00 (Asia/Shanghai), with the second day only where it differs. */
export function windowIn(window: { from: number; until: number }, zone: string): string {
  const from = instantIn(window.from, zone);
  const until = instantIn(window.until, zone);
  const end = until.slice(0, 10) === from.slice(0, 10) ? `–${until.slice(11)}` : ` – ${until}`;
  return `${from}${end} (${zone})`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(zone, clock);
  }
  return clock;
}
