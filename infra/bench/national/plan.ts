import { type BookingPlan, planBookings } from './bookings.ts';
import { type Customer, type Person, planCustomers, planStaff } from './customers.ts';
import { type DayTable, dayTable, historyDays } from './days.ts';
import { type Instrument, planInstruments } from './instruments.ts';
import { type District, type Lab, planDistricts, planLabs } from './labs.ts';
import { type PriceList, priceListOf } from './prices.ts';
import type { SeedRun } from './stages.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Everything but the bookings themselves, in memory: 161,000 instruments take some 150 MB, and any part is made the same again. */
export interface NationalPlan {
  run: SeedRun;
  vocabulary: Vocabulary;
  days: DayTable;
  districts: District[];
  labs: Lab[];
  staff: Person[];
  customers: Customer[];
  instruments: Instrument[];
  bookings: BookingPlan;
  /** When all price policies were made, and from when they hold. */
  policiesMs: number;
  pricesOf(instrument: Instrument): PriceList;
}

export function planNation(run: SeedRun, vocabulary: Vocabulary): NationalPlan {
  const days = dayTable(run.today);
  const districts = planDistricts(run.seed, vocabulary, days);
  const labs = planLabs(run.seed, districts, vocabulary, days);
  const instruments = planInstruments(run.seed, run.scale, labs, vocabulary, days);
  const policiesMs = days.at(-historyDays - 50, 0);
  return {
    run,
    vocabulary,
    days,
    districts,
    labs,
    staff: planStaff(run.seed, districts, labs),
    customers: planCustomers(run.seed, run.scale, vocabulary, days),
    instruments,
    bookings: planBookings(run.scale, run.bookings, instruments, vocabulary, days),
    policiesMs,
    pricesOf: (instrument) => priceListOf(run.seed, instrument, policiesMs),
  };
}
