import { localText } from '../../ui/format.ts';
import type { Booking } from './booking-facts.ts';

function icsTime(at: string): string {
  return at.replace(/[-:]|\.\d{3}/g, '');
}

/** Text as RFC 5545 wants it: separators escaped, line breaks spelled out. */
function icsText(text: string): string {
  return text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n');
}

/** One booking as a calendar file, as an address that a link can download. */
export function calendarFileUrl(booking: Booking): string {
  const { instrument } = booking;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Guanyi//Booking//EN',
    'BEGIN:VEVENT',
    `UID:${booking.id}@guanyi`,
    `SEQUENCE:${booking.version}`,
    `DTSTAMP:${icsTime(booking.updatedAt)}`,
    `DTSTART:${icsTime(booking.from)}`,
    `DTEND:${icsTime(booking.until)}`,
    `SUMMARY:${icsText(`${localText(instrument.name)} ${instrument.model}`)}`,
    `LOCATION:${icsText([localText(instrument.lab.name), instrument.location].filter(Boolean).join(' '))}`,
    `DESCRIPTION:${icsText(booking.number)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(`${lines.join('\r\n')}\r\n`)}`;
}
