import { addDays, localDay, startOfDay } from '@guanyi/domain/kernel/local-time';
import { systemClock } from '@guanyi/platform/clock';
import { compareReads } from '../harness/reading.ts';
import { zone } from '../national/days.ts';
import type { Measure } from './measure.ts';

/** Words, places and conditions as people choose them; each with facets. */
const searches = [
  'q=液相色谱',
  'q=质谱&region=37',
  'q=PCR&mode=rent',
  'q=7890B',
  'q=yexiangsepu&sort=price',
  'discipline=foodSafety&region=31',
  'classCode=0105&labLevel=ministryKey',
  'mode=rent&form=machineTime&priceMaxFen=10000',
  'q=显微镜&discipline=animalPlantQuarantine',
  'sort=newest',
];

/** The search page with its facets: how much of its slowest hundredth is not the database. */
export const search: Measure = {
  name: 'search',
  run: (stand) => {
    const paths = searches.map((query) => `/api/v1/instruments?${encodeURI(query)}&facets=true&limit=20`);
    return compareReads(stand, {
      requests: paths.map((path) => ({ method: 'GET', path })),
      quantile: 'p99',
      name: 'search page with facets, p99',
      what: 'ten searches over HTTP',
      against: 'their SQL statements in pgbench, same connections',
      gate: { atMost: 3 },
      aim: '≤ 2',
    });
  },
};

/** A quarter of a year of one instrument's calendar. */
export const availability: Measure = {
  name: 'availability',
  async run(stand) {
    const today = localDay(zone, systemClock.now());
    const from = new Date(startOfDay(zone, today)).toISOString();
    const until = new Date(startOfDay(zone, addDays(today, 92))).toISOString();
    const instruments = [...new Set((await stand.slots()).map((slot) => slot.instrumentId))].slice(0, 40);
    const paths = instruments.map((id) => `/api/v1/instruments/${id}/availability?from=${from}&until=${until}`);
    return compareReads(stand, {
      requests: paths.map((path) => ({ method: 'GET', path })),
      quantile: 'p50',
      name: 'availability of 92 days, p50',
      what: '92 days of an instrument over HTTP',
      against: 'its SQL statements in pgbench, same connections',
      gate: { atMost: 3 },
      aim: '≤ 2',
    });
  },
};
