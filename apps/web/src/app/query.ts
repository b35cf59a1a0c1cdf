import type { OperationId } from '@guanyi/contracts/operations';
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { getLocale } from '../ui/locale.ts';
import { type CallInput, call, type Reply } from './client.ts';
import { ApiProblem, offlineCode } from './problem.ts';

/** Server trouble and a lost network are worth another try; a refusal is an answer. */
function worthRetrying(failures: number, error: unknown): boolean {
  if (failures >= 2) return false;
  return error instanceof ApiProblem && (error.status >= 500 || error.code === offlineCode);
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: worthRetrying, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** The key of a read: all reads of one operation share the beginning, so that a write can renew them. */
export function keyOf<K extends OperationId>(operationId: K, input?: CallInput<K>): readonly unknown[] {
  return input === undefined ? [operationId] : [operationId, getLocale(), input];
}

/** A read of the API for `useQuery`: `useQuery(read('getBooking', { params: { bookingId } }))`. */
export function read<K extends OperationId>(operationId: K, input: CallInput<K>) {
  return queryOptions<Reply<K>>({
    queryKey: keyOf(operationId, input),
    queryFn: ({ signal }) => call(operationId, { ...input, signal }),
  });
}
