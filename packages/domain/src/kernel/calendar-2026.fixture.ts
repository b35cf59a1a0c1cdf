import { createWorkCalendar } from './working-days.ts';

/** Days off and make-up days of the State Council notice for 2026. */
const daysOff = [
  '2026-01-01',
  '2026-01-02',
  '2026-01-03',
  '2026-02-15',
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-02-19',
  '2026-02-20',
  '2026-02-21',
  '2026-02-22',
  '2026-02-23',
  '2026-04-04',
  '2026-04-05',
  '2026-04-06',
  '2026-05-01',
  '2026-05-02',
  '2026-05-03',
  '2026-05-04',
  '2026-05-05',
  '2026-06-19',
  '2026-06-20',
  '2026-06-21',
  '2026-09-25',
  '2026-09-26',
  '2026-09-27',
  '2026-10-01',
  '2026-10-02',
  '2026-10-03',
  '2026-10-04',
  '2026-10-05',
  '2026-10-06',
  '2026-10-07',
];
const makeUpDays = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];

export const calendar2026 = createWorkCalendar({
  days: [
    ...daysOff.map((date) => ({ date, isOffDay: true })),
    ...makeUpDays.map((date) => ({ date, isOffDay: false })),
  ],
  publishedYears: [2026],
});

/** `2026-03-11 15:00[:30]` on a wall clock in Shanghai, read without the code under test. */
export function shanghai(wall: string): number {
  return Date.parse(`${wall.replace(' ', 'T')}+08:00`);
}

/** `15:00` – `16:00` in Shanghai on Wednesday 11 March 2026 unless another day is given; 24:00 is the next midnight. */
export function shanghaiWindow(from: string, until: string, day = '2026-03-11'): { from: number; until: number } {
  const dayLong = 86_400_000;
  const end = until === '24:00' ? shanghai(`${day} 00:00`) + dayLong : shanghai(`${day} ${until}`);
  return { from: shanghai(`${day} ${from}`), until: end };
}
