import { adjoiningRun } from '../approvals/aggregate.ts';
import type { Eligibility } from '../catalogue/offering.ts';
import { addDays, type Day, isDay } from '../kernel/local-time.ts';
import type { LendingKind } from './lending.ts';

/** What is known of an instrument whose term somebody asks for. */
export interface LentInstrument {
  isActive: boolean;
  /** Offered on loan, or for term lease. */
  isOffered: boolean;
  isBsl3: boolean;
  originalValueFen: number | null;
  /** Last day of customs supervision, inclusive. */
  customsSupervisedUntil: Day | null;
  eligibility: Partial<Eligibility>;
}

export interface TermRequest {
  kind: LendingKind;
  instrumentId: string;
  firstDay: Day;
  lastDay: Day;
  today: Day;
}

export interface TermRefusal {
  code: 'mode-not-offered' | 'too-soon' | 'value-unknown' | 'customs-supervised' | 'not-eligible' | 'term-too-long';
  errors: { pointer: string; code: string }[];
  /** The rule and where it comes from. */
  rule: string;
  reference?: string;
}

/** Longest term in calendar years, adjoining terms together. */
export const LONGEST_TERM_YEARS = 5;
/** Contracts that lie this near to each other are taken together for the approval band. */
export const AGGREGATION_GAP_DAYS = 30;

const references = {
  supervision: '中华人民共和国海关进出口货物减免税管理办法（海关总署令第245号）',
  assets: '行政事业性国有资产管理条例（国务院令第738号）',
  biosafety: '病原微生物实验室生物安全管理条例',
} as const;

/**
 * Why an instrument may not be had for the term, or null: not offered, in the past, of unknown value, under customs
 * supervision on a day of use (X4), not eligible (product rule 4), or longer than five years with adjoining terms (X2).
 * @param others terms of the same customer that are neither declined nor cancelled.
 */
export function judgeTerm(
  request: TermRequest,
  instrument: LentInstrument,
  others: readonly { instrumentId: string; firstDay: Day; lastDay: Day }[],
): TermRefusal | null {
  if (!instrument.isActive || !instrument.isOffered) return refusal('mode-not-offered', '/instrumentId', 'offering');
  if (request.firstDay < request.today) return refusal('too-soon', '/firstDay', 'past');
  if (instrument.customsSupervisedUntil !== null && request.firstDay <= instrument.customsSupervisedUntil)
    return { ...refusal('customs-supervised', '/firstDay', 'X4'), reference: references.supervision };
  if (instrument.originalValueFen === null) return refusal('value-unknown', '/instrumentId', 'incomplete');
  if (instrument.isBsl3)
    return { ...refusal('not-eligible', '/instrumentId', 'samples-only'), reference: references.biosafety };
  const unfit = judgeEligibility(instrument.eligibility);
  if (unfit) return { ...unfit, reference: references.assets };
  const run = adjoiningRun(request, others);
  if (addDays(run.lastDay, 1) > addYears(run.firstDay, LONGEST_TERM_YEARS))
    return { ...refusal('term-too-long', '/lastDay', 'X2'), reference: references.assets };
  return null;
}

function judgeEligibility(eligibility: Partial<Eligibility>): TermRefusal | null {
  const faults = [
    (eligibility.project ?? '').trim() === '' ? 'project' : null,
    eligibility.statutoryExclusive === true ? 'statutoryExclusive' : null,
    eligibility.secret === true ? 'secret' : null,
    eligibility.titleClear === false ? 'titleClear' : null,
    (eligibility.condition ?? 'normal') !== 'normal' ? 'condition' : null,
  ].filter((fault) => fault !== null);
  if (faults.length === 0) return null;
  return {
    code: 'not-eligible',
    errors: faults.map((fault) => ({ pointer: `/eligibility/${fault}`, code: 'not-eligible' })),
    rule: 'eligibility',
  };
}

/** The same calendar day `years` later; 29 February gives the 28th in a year without it. */
export function addYears(day: Day, years: number): Day {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return isDay(same) ? same : `${year}-02-28`;
}

function refusal(code: TermRefusal['code'], pointer: string, rule: string): TermRefusal {
  return { code, errors: [{ pointer, code }], rule };
}
