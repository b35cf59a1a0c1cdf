import { createHash } from 'node:crypto';
import type { Holding } from '@guanyi/domain/equity/stake';
import type { WeeklyWindow } from '@guanyi/domain/scheduling/booking-rules';

export interface AgreedTerms {
  number: string;
  ventureName: string;
  instrumentId: string;
  appraisalId: string;
  valueFen: number;
  capitalFen: number;
  unitsIssued: number;
  cashFen: number;
  holdings: readonly Holding[];
  signedAt: number;
  priorityHours?: readonly {
    instrumentId: string;
    organisationId: string;
    weekly: readonly WeeklyWindow[];
    releaseHours: number;
  }[];
}

/** SHA-256 over the terms in a fixed order: two agreements that differ in anything have different ones. */
export function agreementHash(terms: AgreedTerms): string {
  const holdings = [...terms.holdings]
    .sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1))
    .map((holding) => `${holding.organisationId}:${holding.units}`);
  const { number, ventureName, instrumentId, appraisalId } = terms;
  const amounts = [terms.valueFen, terms.capitalFen, terms.unitsIssued, terms.cashFen];
  const hours = (terms.priorityHours ?? [])
    .map((kept) => {
      const weekly = kept.weekly.map(({ day, from, until }) => `${day} ${from}-${until}`).join(',');
      return `${kept.instrumentId}:${kept.organisationId}:${weekly}:${kept.releaseHours}`;
    })
    .sort();
  const lines = [number, ventureName, instrumentId, appraisalId, ...amounts, terms.signedAt, ...holdings, ...hours];
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
