import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, renderCalendar, renderInvitation } from './calendar.ts';

const event: CalendarEvent = {
  uid: '0190a000-0000-7000-8000-000000000001@guanyi',
  sequence: 3,
  from: Date.UTC(2026, 2, 4, 1),
  until: Date.UTC(2026, 2, 4, 3),
  changedAt: Date.UTC(2026, 2, 1, 8),
  certainty: 'confirmed',
  summary: '气相色谱仪 8890；备用, 2 号',
  location: '青岛实验室 306 室',
  url: 'https://guanyi.example/bookings/1',
};
const parties = {
  organizer: { name: '关仪共享', email: 'no-reply@guanyi.example' },
  attendee: { name: '李雷', email: 'li.lei@example.test' },
};

/** What a parser that knows nothing of ours reads. */
function read(text: string) {
  const root = new ICAL.Component(ICAL.parse(text));
  return { root, events: root.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component)) };
}

describe('a calendar', () => {
  it('is read by another parser exactly as it was meant', () => {
    const { root, events } = read(renderCalendar('我的预约', [event]));
    expect(root.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(events).toHaveLength(1);
    const [found] = events;
    expect(found?.uid).toBe(event.uid);
    expect(found?.sequence).toBe(3);
    expect(found?.startDate.toJSDate().getTime()).toBe(event.from);
    expect(found?.endDate.toJSDate().getTime()).toBe(event.until);
    expect(found?.summary).toBe(event.summary);
    expect(found?.location).toBe(event.location);
  });

  it('carries any text and any instant through', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map((text) => `x${text.trim()}x`);
    const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) }).map((at) => at - (at % 1000));
    fc.assert(
      fc.property(texts, instants, fc.integer({ min: 1, max: 10_000 }), (summary, from, minutes) => {
        const until = from + minutes * 60_000;
        const [found] = read(renderCalendar('n', [{ ...event, summary, from, until }])).events;
        expect(found?.summary.replaceAll('\r', '')).toBe(summary.replaceAll('\r', ''));
        expect([found?.startDate.toJSDate().getTime(), found?.endDate.toJSDate().getTime()]).toEqual([from, until]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same bytes for the same state', () => {
    expect(renderCalendar('n', [event])).toBe(renderCalendar('n', [event]));
  });
});

describe('an invitation', () => {
  it('asks to add or move the entry, from us to the one who is told', () => {
    const { root, events } = read(renderInvitation(event, parties));
    expect(root.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(events[0]?.uid).toBe(event.uid);
    expect(events[0]?.organizer).toBe('mailto:no-reply@guanyi.example');
    expect(events[0]?.attendees.map((one) => String(one.getFirstValue()).toLowerCase())).toEqual([
      'mailto:li.lei@example.test',
    ]);
  });

  it('takes the same entry away when it is cancelled', () => {
    const { root, events } = read(renderInvitation({ ...event, certainty: 'cancelled', sequence: 4 }, parties));
    expect(root.getFirstPropertyValue('method')).toBe('CANCEL');
    expect([events[0]?.uid, events[0]?.sequence]).toEqual([event.uid, 4]);
    expect(events[0]?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });
});
