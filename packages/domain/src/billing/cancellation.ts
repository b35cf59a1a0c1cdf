import { shareOf } from '../kernel/money.ts';
import { durationMs, HOUR_MS, type Instant, intersect, mergeWindows, type Window } from '../kernel/window.ts';
import type { LineKind, LineRule, Rating } from './price-line.ts';
import type { CancellationTerms } from './price-policy.ts';

/** The instant up to and including which cancelling is free: `noticeHours` elapsed hours before the start. */
export function freeCancellationUntil(terms: CancellationTerms, from: Instant): Instant {
  return from - terms.noticeHours * HOUR_MS;
}

/**
 * The fee for cancelling a confirmed booking at `now`. `bookedSubtotalFen` is its booked price after minimum, cap and
 * subsidy and before tax: the fee where the policy asks for the full price.
 */
export function cancellationFeeFen(input: {
  terms: CancellationTerms;
  bookedSubtotalFen: number;
  from: Instant;
  now: Instant;
}): number {
  const { terms, from, now } = input;
  if (now <= freeCancellationUntil(terms, from)) return 0;
  return terms.fullPrice ? input.bookedSubtotalFen : (terms.feeFen ?? 0);
}

/** The charge for a cancellation or a no-show: the fee alone, untaxed, as nothing was supplied. */
export function rateFee(kind: 'cancellation' | 'noShow', feeFen: number, terms: CancellationTerms): Rating {
  return kind === 'noShow'
    ? untaxed('noShow', feeFen, { code: 'noShowFee', params: {} })
    : untaxed('cancellation', feeFen, {
        code: terms.fullPrice ? 'cancellationFullPrice' : 'cancellationFee',
        params: { noticeHours: terms.noticeHours },
      });
}

/**
 * The part of a cancellation fee that is waived, decided when the cancelled window has ended: the share of its minutes
 * that other organisations booked and did not cancel, each minute once, rounded half up.
 */
export function waivedFeeFen(input: { feeFen: number; cancelled: Window; rebooked: readonly Window[] }): number {
  const taken = mergeWindows(input.rebooked).reduce((sum, window) => {
    const shared = intersect(window, input.cancelled);
    return sum + (shared ? durationMs(shared) : 0);
  }, 0);
  return shareOf(input.feeFen, taken, durationMs(input.cancelled));
}

/** The adjustment that takes a waived part off a fee. */
export function rateWaiver(waivedFen: number): Rating {
  return untaxed('waiver', 0 - waivedFen, { code: 'waiver', params: {} });
}

/** What damage costs beyond the deposit: compensation, untaxed, as nothing was supplied. */
export function rateDamage(amountFen: number): Rating {
  return untaxed('adjustment', amountFen, { code: 'adjustment', params: {} });
}

function untaxed(kind: LineKind, amountFen: number, rule: LineRule): Rating {
  return {
    lines: [
      {
        kind,
        quantity: 1,
        unit: 'once',
        unitPriceFen: amountFen,
        amountFen,
        taxCategory: 'exempt',
        taxFen: 0,
        parts: [],
        rule,
      },
    ],
    subtotalFen: amountFen,
    taxFen: 0,
    totalFen: amountFen,
  };
}
