import { useMemo } from 'react';
import { usePages } from '../../app/pages.ts';
import { financeRows } from './finance-rows.ts';
import type { UsageView } from './usage-views.ts';

const rowLimit = 300;

/** Uses within reach, newest first, with their charges; what stands beside a use is told with it. */
export function useUsage(view: UsageView) {
  const status = view === 'problem' || view === 'disputed' ? view : undefined;
  const query = { ...(status && { status }), beside: false, limit: 100 } as const;
  const usages = usePages('listUsage', { query }, { wanted: rowLimit });
  const charges = usePages('listCharges', { query: { limit: 100 } }, { wanted: rowLimit });
  const rows = useMemo(
    () => financeRows(usages.items, charges.items).filter((row) => row.usage !== undefined),
    [usages.items, charges.items],
  );
  return {
    rows,
    isPending: usages.isPending || charges.isPending,
    error: usages.isError && !usages.data ? usages.error : null,
    refetch: () => void usages.refetch(),
    isCut: usages.hasNextPage,
    isLoadingMore: usages.isFetchingNextPage,
    loadMore: () => void usages.fetchNextPage(),
  };
}
