import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../app/client.ts';
import { keyOf, read } from '../../app/query.ts';
import { reportOf } from '../catalogue/import-report.ts';

export interface UsageImport {
  labId: string;
  file: File;
  isDryRun: boolean;
}

const askEveryMs = 700;

/** Sends a file of uses and follows the work until its report is there. */
export function useUsageImport() {
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: ({ labId, file, isDryRun }: UsageImport) => {
      const body = new FormData();
      body.append('labId', labId);
      body.append('dryRun', String(isDryRun));
      body.append('file', file, file.name);
      return call('importUsage', { body });
    },
  });
  const operationId = start.data?.id;
  const progress = useQuery({
    ...read('getOperation', { params: { operationId: operationId ?? '' } }),
    enabled: operationId !== undefined,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'running' ? false : askEveryMs),
  });
  const operation = operationId ? progress.data : undefined;
  const report = reportOf(operation);
  const hasChanged = operation?.status === 'succeeded' && report?.dryRun === false;
  useEffect(() => {
    if (hasChanged) void queryClient.invalidateQueries({ queryKey: keyOf('listUsage') });
  }, [hasChanged, queryClient]);
  return {
    start,
    report,
    hasFailed: operation?.status === 'failed',
    isRunning: start.isPending || (operationId !== undefined && (!operation || operation.status === 'running')),
    error: start.error ?? progress.error,
  };
}
