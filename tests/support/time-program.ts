// What the product makes of times, as one line of JSON. Run under several zones of the server, whose answers must be the same.
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { createQuote } from '@guanyi/commands/scheduling/create-quote';
import { connect } from '@guanyi/db/client';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { findInstrumentFacts } from '@guanyi/db/scheduling/facts';
import { addDays, localDay, minutesOfDayAt, startOfDay, wallTime } from '@guanyi/domain/kernel/local-time';
import { createWorkCalendar } from '@guanyi/domain/kernel/working-days';
import { availability } from '@guanyi/domain/scheduling/availability';
import { openWindows } from '@guanyi/domain/scheduling/booking-rules';
import { dueWindow } from '@guanyi/domain/scheduling/calibration';
import { quotaWindows } from '@guanyi/domain/scheduling/quota';
import { expandSeries, occurrencesWithin } from '@guanyi/domain/scheduling/recurrence';
import { rulesWith } from '@guanyi/domain/scheduling/rules.fixture';

/** Days on which clocks change, by zone: a gap, an overlap, half an hour of either, and the summers of China from 1986 to 1991. */
const days: readonly (readonly [zone: string, day: string])[] = [
  ...['1986-05-04', '1986-09-14', '1987-04-12', '1988-09-11', '1991-04-14', '1991-09-15'].map(
    (day) => ['Asia/Shanghai', day] as const,
  ),
  ...['2026-04-05', '2026-10-04'].map((day) => ['Australia/Lord_Howe', day] as const),
  ...['2026-03-08', '2026-11-01'].map((day) => ['America/New_York', day] as const),
  ...['2026-03-29', '2026-10-25'].map((day) => ['Europe/Berlin', day] as const),
  ['Africa/Cairo', '2026-04-24'],
  ['Pacific/Apia', '2011-12-31'],
  ['Asia/Kathmandu', '2026-06-01'],
];

const calendar = createWorkCalendar({ days: [], publishedYears: [] });
const nights = rulesWith({
  weekly: [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [
    { day, from: '00:30', until: '03:30' },
    { day, from: '22:00', until: '24:00' },
  ]),
});

function judge(zone: string, day: string) {
  const range = { from: startOfDay(zone, addDays(day, -1)), until: startOfDay(zone, addDays(day, 2)) };
  const first = {
    from: wallTime(zone, addDays(day, -1), 150),
    until: wallTime(zone, addDays(day, -1), 150) + 3_600_000,
  };
  const series = { zone, first, rrule: 'FREQ=DAILY;COUNT=3', horizon: range.until + 86_400_000 };
  const plan = { zone, rrule: 'FREQ=DAILY', firstDay: addDays(day, -1), fromMinutes: 150, minutes: 60 };
  const free = availability({ rules: nights, zone, calendar, range, claims: [], now: range.from });
  return {
    ...{ zone, day, hours: (startOfDay(zone, addDays(day, 1)) - startOfDay(zone, day)) / 3_600_000 },
    ...{ open: openWindows(nights, zone, calendar, range), free: free.free, series: expandSeries(series) },
    plan: occurrencesWithin(plan, range, 10),
    quotas: (['day', 'week', 'month'] as const).map((kind) => quotaWindows(kind, zone, range)),
    due: dueWindow({ zone, validUntil: day, dueFrom: '02:30', dueMinutes: 90 }),
    backAndForth: [0, 1, 2, 3, 4].map((hour) => {
      const at = range.from + 86_400_000 + hour * 3_600_000;
      return [localDay(zone, at), minutesOfDayAt(zone, at)];
    }),
  };
}

/** The same through the database: an instrument of that zone, priced over the change of its clock. */
async function throughDatabase(url: string, instrumentId: string) {
  const database = connect(url, { max: 1 });
  const window = { from: Date.parse('2026-10-03T15:00Z'), until: Date.parse('2026-10-03T17:00Z') };
  const facts = await findInstrumentFacts(database, instrumentId, window);
  const quote = await execute(database, systemContext(Date.parse('2026-10-01T00:00Z')), createQuote, {
    ...{ instrumentId, span: window, form: 'machineTime', serviceWay: 'selfOperated' },
  });
  const claims = await claimsOf(database, [instrumentId], window);
  await database.close();
  if (!quote.ok || !facts) throw new Error('No quote.');
  const { lines, from, until, totalFen } = quote.value.quote;
  return { zone: facts.zone, lines, from, until, totalFen, claims };
}

const [url = '', instrumentId = ''] = process.argv.slice(2);
const answer = { days: days.map(([zone, day]) => judge(zone, day)), priced: await throughDatabase(url, instrumentId) };
process.stdout.write(JSON.stringify(answer));
