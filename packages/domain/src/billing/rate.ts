import type { Day } from '../kernel/local-time.ts';
import type { Window } from '../kernel/window.ts';
import type { WorkCalendar } from '../kernel/working-days.ts';
import type { Rating } from './price-line.ts';
import type { PriceTerms, ServiceWay } from './price-policy.ts';

interface RateContext {
  terms: PriceTerms;
  zone: string;
  calendar: WorkCalendar;
  /** Self-operated when absent: the operator is owed for every other way. */
  serviceWay?: ServiceWay;
  samples?: number;
}

/** What a quote prices: a window for machine time and samples, inclusive days for a term lease. */
export type QuoteInput = RateContext & ({ window: Window } | { firstDay: Day; lastDay: Day });

/** A confirmed use; `booked` is absent for a walk-up use. */
export type UsageInput = RateContext & { booked: Window | null; used: Window };

/** The price of a window or of days before use; a quote prices the booked window on every basis. */
export function rateQuote(input: QuoteInput): Rating {
  return { lines: [], subtotalFen: 0, taxFen: 0, totalFen: 0 };
}

/** What a use owes, by booked time, by used time, or by booked time and what was used after it. */
export function rateUsage(input: UsageInput): Rating {
  return { lines: [], subtotalFen: 0, taxFen: 0, totalFen: 0 };
}
