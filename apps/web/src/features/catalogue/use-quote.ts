import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { getSession } from '../../app/session.ts';
import type { ServiceWay } from '../../ui/vocabulary.ts';
import type { Span } from './availability-days.ts';

/** A quote is asked for again after this long, so that it never grows stale while the page stays open. */
const freshForMs = 5 * 60_000;

/**
 * The live price of a window: asked anew whenever window, service way or customer change.
 * @param customerId whom the price is for; without it the person who asks.
 */
export function useQuote(
  instrumentId: string,
  window: Span | undefined,
  serviceWay: ServiceWay,
  customerId?: string | undefined,
) {
  return useQuery({
    queryKey: [
      ...keyOf('createQuote'),
      instrumentId,
      window?.from,
      window?.until,
      serviceWay,
      customerId ?? getSession().user?.id,
    ],
    queryFn: ({ signal }) => {
      if (!window) throw new Error('A quote needs a window.');
      return call('createQuote', {
        body: {
          instrumentId,
          form: 'machineTime',
          from: new Date(window.from).toISOString(),
          until: new Date(window.until).toISOString(),
          options: { serviceWay },
          ...(customerId && { onBehalfOf: customerId }),
        },
        signal,
      });
    },
    enabled: window !== undefined,
    staleTime: freshForMs,
    placeholderData: keepPreviousData,
  });
}
