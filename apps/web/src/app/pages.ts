import type { OperationId } from '@guanyi/contracts/operations';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type CallInput, call, type Reply } from './client.ts';
import { keyOf } from './query.ts';

interface Page {
  items: unknown[];
  nextCursor: string | null;
}

/** Operations that answer in pages. */
type ListId = { [K in OperationId]: Reply<K> extends Page ? K : never }[OperationId];
type Item<K extends ListId> = Reply<K> extends { items: (infer I)[] } ? I : never;

interface PagesOptions {
  enabled?: boolean;
  /** Loads further pages by itself until so many items are there. */
  wanted?: number;
  refetchInterval?: number;
  /** Shows the last answer while another question is asked. */
  keepPrevious?: boolean;
}

/** All loaded pages of a list as one. Shares the beginning of its key with other reads of the operation, so that writes renew it. */
export function usePages<K extends ListId>(operationId: K, input: CallInput<K>, options: PagesOptions = {}) {
  const { enabled = true, wanted = 0, refetchInterval = false, keepPrevious = false } = options;
  const query = useInfiniteQuery({
    queryKey: [...keyOf(operationId, input), 'pages'],
    queryFn: async ({ pageParam, signal }) => {
      const asked = pageParam
        ? { ...input, query: { ...input.query, cursor: pageParam }, signal }
        : { ...input, signal };
      return (await call(operationId, asked as CallInput<K>)) as Reply<K> & Page;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    enabled,
    refetchInterval,
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  });
  const items = (query.data?.pages.flatMap((page) => page.items) ?? []) as Item<K>[];
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const wantsMore = hasNextPage && items.length < wanted;
  useEffect(() => {
    if (wantsMore && !isFetching) fetchNextPage();
  }, [wantsMore, isFetching, fetchNextPage]);
  return { ...query, items };
}
