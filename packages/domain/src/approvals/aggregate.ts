import { type Day, daysBetween } from '../kernel/local-time.ts';

/** A term for which a customer has, or asks for, an instrument; both days included. */
export interface Term {
  instrumentId: string;
  originalValueFen: number;
  firstDay: Day;
  lastDay: Day;
}

export interface Aggregate {
  valueFen: number;
  /** Days of the wanted term together with the adjoining terms of the same instrument. */
  days: number;
}

/**
 * What decides the approval band (X1): the sum of the original values of the distinct instruments that the customer has in
 * terms that overlap the wanted one or lie within `gapDays` of it. One instrument twice counts once; its adjoining terms
 * are added up.
 * @param others contracts of the same customer, mode and owner district that are neither declined nor cancelled.
 */
export function aggregate(wanted: Term, others: readonly Term[], gapDays: number): Aggregate {
  const near = others.filter(
    (other) =>
      daysBetween(other.lastDay, wanted.firstDay) <= gapDays && daysBetween(wanted.lastDay, other.firstDay) <= gapDays,
  );
  const values = new Map([...near, wanted].map((term) => [term.instrumentId, term.originalValueFen]));
  const run = adjoiningRun(wanted, others);
  return {
    valueFen: [...values.values()].reduce((sum, value) => sum + value, 0),
    days: daysBetween(run.firstDay, run.lastDay) + 1,
  };
}

/** The unbroken run of days for which the customer has the wanted instrument: the wanted term and all that adjoin it, one after another. */
export function adjoiningRun(
  wanted: Pick<Term, 'instrumentId' | 'firstDay' | 'lastDay'>,
  others: readonly Pick<Term, 'instrumentId' | 'firstDay' | 'lastDay'>[],
): { firstDay: Day; lastDay: Day } {
  let { firstDay, lastDay } = wanted;
  const left = new Set(others.filter((other) => other.instrumentId === wanted.instrumentId));
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const other of left) {
      if (daysBetween(other.lastDay, firstDay) > 1 || daysBetween(lastDay, other.firstDay) > 1) continue;
      left.delete(other);
      isGrowing = true;
      if (other.firstDay < firstDay) firstDay = other.firstDay;
      if (other.lastDay > lastDay) lastDay = other.lastDay;
    }
  }
  return { firstDay, lastDay };
}
