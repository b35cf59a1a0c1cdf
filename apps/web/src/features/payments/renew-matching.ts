import type { QueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/query.ts';

const renewed = [
  'listPayments',
  'getPayment',
  'suggestPaymentMatches',
  'listStatements',
  'getStatement',
  'getAgeingReport',
] as const;

/** Reads again whatever shows which money went where. */
export function renewMatching(queryClient: QueryClient): void {
  for (const operation of renewed) void queryClient.invalidateQueries({ queryKey: keyOf(operation) });
}
