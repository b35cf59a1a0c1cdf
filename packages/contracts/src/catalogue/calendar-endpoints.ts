import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { day, fen, line, pageOf, pageQuery } from '../shapes.ts';

const firstYear = 1990;
const lastYear = 2199;
const year = z.int().min(firstYear).max(lastYear);

const calendarDay = z.object({ day: z.string(), name: z.string(), isOffDay: z.boolean() });

const calendarYear = z.object({
  year,
  /** False until the yearly notice is out: days of such a year are provisional and follow the day of the week. */
  isPublished: z.boolean(),
  source: z.string().optional(),
  /** Days that differ from their weekday: holidays, and make-up days that are worked. */
  days: z.array(calendarDay),
});

export const listCalendarYears = defineEndpoint({
  operationId: 'listCalendarYears',
  method: 'GET',
  path: '/calendar-years',
  summary: 'The working calendar, newest year first: public holidays and make-up days by the yearly notice',
  query: z.strictObject({ ...pageQuery(z.tuple([year])) }),
  responses: { 200: pageOf(calendarYear) },
  problems: ['invalid-cursor'],
  roles: ['public'],
  scope: 'public',
});

const yearParams = z.strictObject({
  year: z
    .string()
    .regex(/^\d{4}$/)
    .transform(Number)
    .pipe(year),
});

const yearBody = z.strictObject({
  isPublished: z.boolean(),
  source: line(200).optional(),
  days: z.array(z.strictObject({ day, name: line(60), isOffDay: z.boolean() })).max(120),
});

export const previewCalendarYear = defineEndpoint({
  operationId: 'previewCalendarYear',
  method: 'POST',
  path: '/calendar-years/{year}/preview',
  summary: 'Which days the year would close or open, and how many bookings lie on those that close; changes nothing',
  params: yearParams,
  body: yearBody,
  responses: {
    200: z.object({ closedDays: z.array(z.string()), openedDays: z.array(z.string()), bookings: fen }),
  },
  problems: ['not-found', 'invalid-input'],
  roles: ['platformAdmin'],
  scope: 'platform',
});

export const putCalendarYear = defineEndpoint({
  operationId: 'putCalendarYear',
  method: 'PUT',
  path: '/calendar-years/{year}',
  summary:
    'Set the days of a year, as its notice or an amendment to it says; bookings on days that close become conflicts',
  params: yearParams,
  body: yearBody,
  responses: { 200: calendarYear },
  problems: ['not-found', 'invalid-input'],
  roles: ['platformAdmin'],
  scope: 'platform',
});

export const calendarYearEndpoints = { listCalendarYears, previewCalendarYear, putCalendarYear };
