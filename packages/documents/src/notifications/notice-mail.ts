import { onOneLine } from '@guanyi/domain/notifications/address';
import type { BookingFacts, ChargeFacts, ConflictFacts, Notice, UsageFacts } from '@guanyi/domain/notifications/notice';
import { m } from '@guanyi/messages';
import {
  instantIn,
  type Locale,
  nameIn,
  noticeText,
  placeIn,
  windowIn,
  yuan,
} from '@guanyi/messages/notification-text';
import { escapeHtml } from '../html.ts';
import { eventOfNotice } from './booking-event.ts';
import { renderInvitation } from './calendar.ts';
import { approvalRows, caseRows, decisionChoices } from './case-rows.ts';
import { debtRows } from './debt-rows.ts';
import { linkOf } from './links.ts';
import { breakdownRows, calibrationRows } from './upkeep-rows.ts';

export interface NoticeMailInput {
  readonly notice: Notice;
  /** The name to greet. */
  readonly name: string;
  readonly publicUrl: string;
  readonly token?: string;
  /** Address of the reader and of the sender, for the invitation that some mails carry. */
  readonly recipient: string;
  readonly sender: string;
}

/** A mail ready for a mailer: the subject on one line, the same content as text and as HTML. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Makes the reader's calendar program add, move or remove the booking. */
  readonly invitation?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string };
}

/** Renders the mail that tells of a notice. Pure: the same input gives the same bytes, which a repeated attempt relies on. */
export function renderNoticeMail(input: NoticeMailInput, locale: Locale): RenderedMail {
  const { title, text } = noticeText(input.notice, locale);
  const content = {
    title,
    text,
    greeting: m.mail_greeting({ name: onOneLine(input.name) }, { locale }),
    rows: rowsOf(input.notice, locale),
    action: actionOf(input.notice, locale),
    link: linkOf(input.notice, input.publicUrl, input.token),
    choices: choicesOf(input, locale),
    footer: m.mail_footer({}, { locale }),
  };
  return {
    subject: onOneLine(m.mail_subject({ title }, { locale })),
    text: asText(content),
    html: asHtml(content, locale),
    ...invitationOf(input, locale),
  };
}

function invitationOf(input: NoticeMailInput, locale: Locale): Pick<RenderedMail, 'invitation'> {
  const event = eventOfNotice(input.notice, locale, input.publicUrl);
  if (!event) return {};
  const content = renderInvitation(event, {
    organizer: { name: m.mail_product({}, { locale }), email: input.sender },
    attendee: { name: onOneLine(input.name), email: input.recipient },
  });
  return { invitation: { method: event.certainty === 'cancelled' ? 'CANCEL' : 'REQUEST', content } };
}

interface Content {
  readonly title: string;
  readonly text: string;
  readonly greeting: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  readonly action: string;
  readonly link: string;
  /** One link for each answer that the reader may give. */
  readonly choices: readonly (readonly [label: string, link: string])[];
  readonly footer: string;
}

function actionOf({ kind }: Notice, locale: Locale): string {
  if (kind === 'bookingToDecide') return m.mail_decide({}, { locale });
  if (kind === 'organisationToVerify') return m.mail_verify({}, { locale });
  if (kind === 'memberInvited') return m.mail_accept({}, { locale });
  if (kind === 'approvalToDecide') return m.mail_decide({}, { locale });
  if (kind === 'conflictOffered') return m.conflict_mail_choose({}, { locale });
  return m.mail_open({}, { locale });
}

/** Each opens the page of the answer, which asks once more: programs that look at links must not answer for people. */
function choicesOf({ notice, publicUrl, token }: NoticeMailInput, locale: Locale): Content['choices'] {
  if (!token) return [];
  const link = (choice: string) => `${linkOf(notice, publicUrl, token)}&choice=${choice}`;
  if (notice.kind === 'approvalToDecide') return decisionChoices(link, locale);
  if (notice.kind !== 'conflictOffered') return [];
  const options = notice.facts.options.map(
    (_, index) => [m.conflict_mail_take({ number: index + 1 }, { locale }), link(String(index))] as const,
  );
  return [...options, [m.conflict_mail_cancel({}, { locale }), link('cancel')]];
}

function rowsOf(notice: Notice, locale: Locale): Content['rows'] {
  switch (notice.kind) {
    case 'paymentOverdue':
    case 'statementIssued':
    case 'creditNoteCreated':
      return debtRows(notice, locale);
    case 'suspensionStarted':
    case 'suspensionToDecide':
    case 'suspensionLifted':
    case 'suspensionUpheld':
      return [
        [m.mail_lab({}, { locale }), nameIn(notice.facts.lab, locale)],
        [m.mail_person({}, { locale }), notice.facts.person],
        [m.mail_deadline({}, { locale }), instantIn(notice.facts.until, notice.facts.zone)],
      ];
    case 'chargeCreated':
    case 'chargeRaised':
    case 'chargeCorrected':
      return chargeRows(notice.facts, locale);
    case 'usageProblem':
    case 'usageDisputed':
    case 'usageResolved':
      return usageRows(notice.facts, locale);
    case 'organisationReceived':
    case 'organisationToVerify':
    case 'organisationVerified':
      return [
        [m.mail_organisation({}, { locale }), nameIn(notice.facts.organisation, locale)],
        [m.mail_uscc({}, { locale }), notice.facts.uscc],
      ];
    case 'memberInvited':
      return [
        [m.mail_organisation({}, { locale }), nameIn(notice.facts.organisation, locale)],
        [m.mail_deadline({}, { locale }), instantIn(notice.facts.expiresAt, notice.facts.zone)],
      ];
    case 'conflictOffered':
    case 'conflictSettled':
    case 'conflictEscalated':
      return conflictRows(notice.facts, locale);
    case 'breakdownReported':
    case 'breakdownConfirmed':
    case 'breakdownDismissed':
      return breakdownRows(notice.facts, locale);
    case 'calibrationDue':
    case 'calibrationExpired':
      return calibrationRows(notice.facts, locale);
    case 'waitlistOffered':
    case 'waitlistBooked':
    case 'waitlistLapsed':
      return [
        [m.mail_instrument({}, { locale }), nameIn(notice.facts.instrument, locale)],
        [m.mail_lab({}, { locale }), nameIn(notice.facts.lab, locale)],
        [m.mail_time({}, { locale }), windowIn(notice.facts, notice.facts.zone)],
        [m.mail_deadline({}, { locale }), instantIn(notice.facts.deadlineAt, notice.facts.zone)],
      ];
    case 'approvalToDecide':
    case 'approvalReturned':
    case 'approvalEscalated':
      return approvalRows(notice.facts, locale);
    case 'lendingChanged':
    case 'equityChanged':
    case 'filingDue':
      return caseRows(notice, locale);
    default:
      return bookingRows(notice.facts, locale);
  }
}

function bookingRows(facts: BookingFacts, locale: Locale): Content['rows'] {
  return [
    [m.mail_instrument({}, { locale }), nameIn(facts.instrument, locale)],
    [m.mail_lab({}, { locale }), nameIn(facts.lab, locale)],
    [m.mail_time({}, { locale }), windowIn(facts, facts.zone)],
    [m.mail_organisation({}, { locale }), nameIn(facts.organisation, locale)],
    [m.mail_person({}, { locale }), facts.person],
    [m.mail_total({}, { locale }), yuan(facts.totalFen)],
    [m.mail_number({}, { locale }), facts.number],
  ];
}

function conflictRows(facts: ConflictFacts, locale: Locale): Content['rows'] {
  const window = { from: facts.from, until: facts.until ?? facts.from };
  return [
    [m.mail_instrument({}, { locale }), nameIn(facts.instrument, locale)],
    [m.mail_lab({}, { locale }), nameIn(facts.lab, locale)],
    [m.mail_time({}, { locale }), windowIn(window, facts.zone)],
    ...(facts.number ? [[m.mail_number({}, { locale }), facts.number] as const] : []),
    ...facts.options.map(
      (option, index) => [m.conflict_mail_option({ number: index + 1 }, { locale }), placeIn(option, locale)] as const,
    ),
    [m.mail_deadline({}, { locale }), instantIn(facts.deadlineAt, facts.zone)],
  ];
}

function chargeRows(facts: ChargeFacts, locale: Locale): Content['rows'] {
  return [
    [m.mail_instrument({}, { locale }), nameIn(facts.instrument, locale)],
    [m.mail_lab({}, { locale }), nameIn(facts.lab, locale)],
    [m.mail_time({}, { locale }), instantIn(facts.occurredAt, facts.zone)],
    [m.mail_organisation({}, { locale }), nameIn(facts.organisation, locale)],
    [m.mail_total({}, { locale }), yuan(facts.totalFen)],
    ...(facts.number ? [[m.mail_number({}, { locale }), facts.number] as const] : []),
  ];
}

function usageRows(facts: UsageFacts, locale: Locale): Content['rows'] {
  const { from, until } = facts;
  return [
    [m.mail_instrument({}, { locale }), nameIn(facts.instrument, locale)],
    [m.mail_lab({}, { locale }), nameIn(facts.lab, locale)],
    [
      m.mail_time({}, { locale }),
      until === undefined ? instantIn(from, facts.zone) : windowIn({ from, until }, facts.zone),
    ],
    [m.mail_organisation({}, { locale }), nameIn(facts.organisation, locale)],
    ...(facts.number ? [[m.mail_number({}, { locale }), facts.number] as const] : []),
  ];
}

function asText(content: Content): string {
  const rows = content.rows.map(([label, value]) => `${label}: ${onOneLine(value)}`);
  return [
    content.greeting,
    '',
    content.text,
    '',
    ...rows,
    '',
    `${content.action}: ${content.link}`,
    ...content.choices.map(([label, link]) => `${label}: ${link}`),
    '',
    content.footer,
    '',
  ].join('\n');
}

const ink = '#16222e';
const muted = '#51606f';
const primary = '#0b4f6c';
const font = "system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

/** One table and inline styles, because that is what mail programs understand; no image, script or remote style. */
function asHtml(content: Content, locale: Locale): string {
  const rows = content.rows
    .map(
      ([label, value]) =>
        `<tr><td style="padding:6px 16px 6px 0;color:${muted};white-space:nowrap;vertical-align:top">${escapeHtml(label)}</td>` +
        `<td style="padding:6px 0;font-variant-numeric:tabular-nums">${escapeHtml(value)}</td></tr>`,
    )
    .join('');
  const link = escapeHtml(content.link);
  const choices = content.choices
    .map(
      ([label, choice]) =>
        `<a href="${escapeHtml(choice)}" style="display:inline-block;margin:0 8px 8px 0;padding:8px 14px;color:${primary};border:1px solid ${primary};border-radius:6px;text-decoration:none">${escapeHtml(label)}</a>`,
    )
    .join('');
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(content.title)}</title></head>
<body style="margin:0;padding:24px;background:#f6f8fa;color:${ink};font:15px/1.6 ${font}">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border:1px solid #d5dce3;border-radius:6px">
<p style="margin:0 0 16px;color:${primary};font-weight:600">${escapeHtml(m.mail_product({}, { locale }))}</p>
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.35">${escapeHtml(content.title)}</h1>
<p style="margin:0 0 8px">${escapeHtml(content.greeting)}</p>
<p style="margin:0 0 16px">${escapeHtml(content.text)}</p>
<table role="presentation" style="width:100%;margin:0 0 20px;border-collapse:collapse;border-top:1px solid #d5dce3">${rows}</table>
<p style="margin:0 0 20px"><a href="${link}" style="display:inline-block;padding:10px 20px;background:${primary};color:#fff;border-radius:6px;text-decoration:none">${escapeHtml(content.action)}</a></p>
${choices === '' ? '' : `<p style="margin:0 0 12px">${choices}</p>`}
<p style="margin:0 0 4px;color:${muted};font-size:13px">${escapeHtml(m.mail_link({}, { locale }))}<br><a href="${link}" style="color:${primary};word-break:break-all">${link}</a></p>
<p style="margin:20px 0 0;color:${muted};font-size:13px">${escapeHtml(content.footer)}</p>
</div></body></html>
`;
}
