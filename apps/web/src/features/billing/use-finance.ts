import { useMemo } from 'react';
import { usePages } from '../../app/pages.ts';
import { defaultZone } from '../../ui/format.ts';
import { instantOf } from '../../ui/zone.ts';
import { financeRows } from './finance-rows.ts';

/** More rows than this are not loaded by themselves; the page says so. */
const rowLimit = 1_000;

/** First day of the month after `month` ('YYYY-MM'); a negative count goes back. */
export function monthAfter(month: string, count = 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** All uses and charges of one month within reach, as rows. */
export function useFinance(
  month: string,
  filter: { organisationId?: string | undefined; instrumentId?: string | undefined },
) {
  const query = {
    from: new Date(instantOf(`${month}-01`, 0, defaultZone)).toISOString(),
    until: new Date(instantOf(`${monthAfter(month)}-01`, 0, defaultZone)).toISOString(),
    ...(filter.organisationId && { organisationId: filter.organisationId }),
    ...(filter.instrumentId && { instrumentId: filter.instrumentId }),
    limit: 100,
  };
  const usages = usePages('listUsage', { query: { ...query, beside: false } }, { wanted: rowLimit });
  const charges = usePages('listCharges', { query }, { wanted: rowLimit });
  const rows = useMemo(() => financeRows(usages.items, charges.items), [usages.items, charges.items]);
  const failed = [usages, charges].find(({ isError, data }) => isError && !data);
  return {
    rows,
    isPending: usages.isPending || charges.isPending,
    isLoadingMore: usages.isFetchingNextPage || charges.isFetchingNextPage,
    isCut: usages.hasNextPage || charges.hasNextPage,
    error: failed?.error ?? null,
    refetch: () => {
      usages.refetch();
      charges.refetch();
    },
    loadMore: () => {
      if (usages.hasNextPage) usages.fetchNextPage();
      if (charges.hasNextPage) charges.fetchNextPage();
    },
  };
}
