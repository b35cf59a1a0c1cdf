import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../app/client.ts';
import { keyOf, read } from '../../app/query.ts';

/** What a run would state for one customer, beside the month before. */
export interface Forecast {
  organisationId: string;
  name: { zh: string; en?: string };
  chargeCount: number;
  totalFen: number;
  previousTotalFen: number;
  differenceFen: number;
}

/** The result of a run; a dry one lists the customers. */
export interface RunResult {
  count: number;
  totalFen: number;
  dryRun: boolean;
  period: string;
  organisations?: Forecast[];
}

const askEveryMs = 500;

/** Asks for a run and follows it to its end. */
export function useRun() {
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: (body: { districtId: string; period: string; dryRun: boolean }) => call('runStatements', { body }),
  });
  const operationId = start.data?.id;
  const progress = useQuery({
    ...read('getOperation', { params: { operationId: operationId ?? '' } }),
    enabled: operationId !== undefined,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'running' ? false : askEveryMs),
  });
  const operation = operationId ? progress.data : undefined;
  const result = operation?.status === 'succeeded' ? (operation.result as unknown as RunResult) : undefined;
  const hasMade = result !== undefined && !result.dryRun;
  useEffect(() => {
    if (hasMade) queryClient.invalidateQueries({ queryKey: keyOf('listStatements') });
  }, [hasMade, queryClient]);
  return {
    start,
    result,
    isRunning: start.isPending || (operationId !== undefined && (!operation || operation.status === 'running')),
    error: start.error ?? progress.error,
  };
}
