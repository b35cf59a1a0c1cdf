import { findKeptMail, type KeptMail, listKeptMails } from '@guanyi/db/notifications/mailbox';
import { m } from '@guanyi/messages';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../../api.ts';
import { type Locale, negotiateLocale } from '../../locale.ts';
import { Problem } from '../../problem.ts';

const mailsShown = 200;
/** Only our own style sheet, named by its place in the page, and the frame with the mail. */
const pagePolicy = "default-src 'none'; style-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'";
/** A mail is drawn as a mail program would: nothing runs, nothing is fetched; its links lead the whole window away. */
const mailPolicy =
  "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/**
 * Where mails land when no mail server is set: a page for people who try the product out on their own machine.
 * Everybody who reaches it reads every mail, so it is served neither in production nor beside a mail server.
 */
export function serveMailbox(api: Api): void {
  const { app, database, gate } = api;

  app.get('/mailbox', async (request, reply) => {
    const recipient = textOf((request.query as Record<string, unknown>).to);
    const mails = await gate.pass(() => listKeptMails(database, { limit: mailsShown, recipient }));
    return sendPage(reply, listPage(mails, localeOf(request)));
  });

  app.get('/mailbox/style.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(style));

  app.get('/mailbox/:position', async (request, reply) => {
    return sendPage(reply, mailPage(await find(api, request), localeOf(request)));
  });

  app.get('/mailbox/:position/body', async (request, reply) => {
    const mail = await find(api, request);
    const body = mail.htmlBody.replace('<head>', '<head><base target="_top">');
    reply.header('content-security-policy', mailPolicy).header('cache-control', 'no-store');
    return reply.type('text/html; charset=utf-8').send(body);
  });

  app.get('/mailbox/:position/invitation.ics', async (request, reply) => {
    const { calendarBody } = await find(api, request);
    if (calendarBody === null) throw new Problem('not-found');
    reply.header('content-disposition', 'attachment; filename="booking.ics"');
    return reply.type('text/calendar; charset=utf-8').send(calendarBody);
  });
}

async function find({ database, gate }: Api, request: FastifyRequest): Promise<KeptMail> {
  const { position } = request.params as { position: string };
  const mail = /^\d{1,15}$/.test(position)
    ? await gate.pass(() => findKeptMail(database, Number(position)))
    : undefined;
  if (!mail) throw new Problem('not-found');
  return mail;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 254).toLowerCase() : undefined;
}

function localeOf(request: FastifyRequest): Locale {
  return negotiateLocale(request.headers['accept-language']);
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  reply.header('content-security-policy', pagePolicy).header('cache-control', 'no-store');
  return reply.type('text/html; charset=utf-8').send(html);
}

function listPage(mails: readonly KeptMail[], locale: Locale): string {
  const rows = mails.map(
    (mail) =>
      `<tr><td><time datetime="${timeOf(mail)}">${timeOf(mail).slice(0, 19).replace('T', ' ')} UTC</time></td>` +
      `<td><a href="/mailbox?to=${encodeURIComponent(mail.recipient)}">${escapeHtml(mail.recipient)}</a></td>` +
      `<td><a href="/mailbox/${mail.position}">${escapeHtml(mail.subject)}</a></td></tr>`,
  );
  const table =
    rows.length === 0
      ? `<p>${escapeHtml(m.mail_box_empty({}, { locale }))}</p>`
      : `<table><thead><tr><th scope="col">${escapeHtml(m.mail_box_time({}, { locale }))}</th>` +
        `<th scope="col">${escapeHtml(m.mail_box_to({}, { locale }))}</th><th scope="col">${escapeHtml(m.mail_box_subject({}, { locale }))}</th></tr></thead>` +
        `<tbody>${rows.join('')}</tbody></table>`;
  const title = m.mail_box_title({}, { locale });
  return pageOf(
    title,
    `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(m.mail_box_note({}, { locale }))}</p>${table}`,
    locale,
  );
}

function mailPage(mail: KeptMail, locale: Locale): string {
  const back = `<p><a href="/mailbox">${escapeHtml(m.mail_box_back({}, { locale }))}</a></p>`;
  const facts =
    `<dl><dt>${escapeHtml(m.mail_box_to({}, { locale }))}</dt><dd>${escapeHtml(mail.recipient)}</dd>` +
    `<dt>${escapeHtml(m.mail_box_time({}, { locale }))}</dt><dd>${timeOf(mail)}</dd>` +
    `<dt>Message-ID</dt><dd>${escapeHtml(mail.messageId)}</dd></dl>`;
  const invitation = mail.calendarBody
    ? `<p><a href="/mailbox/${mail.position}/invitation.ics">${escapeHtml(m.mail_box_invitation({}, { locale }))}</a></p>`
    : '';
  const frame =
    `<iframe title="${escapeHtml(mail.subject)}" src="/mailbox/${mail.position}/body" ` +
    'sandbox="allow-top-navigation-by-user-activation"></iframe>';
  const text = `<h2>${escapeHtml(m.mail_box_text({}, { locale }))}</h2><pre>${linked(mail.textBody)}</pre>`;
  return pageOf(
    mail.subject,
    `${back}<h1>${escapeHtml(mail.subject)}</h1>${facts}${invitation}${frame}${text}`,
    locale,
  );
}

function pageOf(title: string, body: string, locale: Locale): string {
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/mailbox/style.css"></head>
<body><main>${body}</main></body></html>
`;
}

const style = `
body { margin: 0; background: #f6f8fa; color: #16222e; font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
main { max-width: 960px; margin: 0 auto; padding: 24px }
h1 { font-size: 22px }
h2 { font-size: 16px }
a { color: #0b4f6c }
table { width: 100%; border-collapse: collapse; background: #fff; border: 1px solid #d5dce3 }
th, td { padding: 8px 12px; text-align: left; border-bottom: 1px solid #d5dce3; vertical-align: top }
td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 0 16px }
dt { color: #51606f }
dd { margin: 0; overflow-wrap: anywhere }
iframe { width: 100%; height: 640px; border: 1px solid #d5dce3; border-radius: 6px; background: #fff }
pre { padding: 16px; background: #fff; border: 1px solid #d5dce3; white-space: pre-wrap; overflow-wrap: anywhere }
`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}

/** Addresses of web pages in a text become links. */
function linked(text: string): string {
  return escapeHtml(text).replace(/https?:\/\/[^\s<>"]+/g, (address) => `<a href="${address}">${address}</a>`);
}

function timeOf(mail: KeptMail): string {
  return new Date(mail.receivedAt).toISOString();
}
