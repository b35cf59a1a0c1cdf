import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from '../../app/client.ts';
import { keyOf, read } from '../../app/query.ts';
import { reportOf } from './import-report.ts';

export const importFormats = ['guanyi', 'uniquip', 'nrii'] as const;
export type ImportFormat = (typeof importFormats)[number];

export interface ImportRequest {
  labId: string;
  format: ImportFormat;
  file: File;
  isDryRun: boolean;
}

const askEveryMs = 700;

/** Sends a register and follows the work until its report is there. */
export function useImport() {
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: ({ labId, format, file, isDryRun }: ImportRequest) => {
      const body = new FormData();
      body.append('format', format);
      body.append('labId', labId);
      body.append('dryRun', String(isDryRun));
      body.append('file', file, file.name);
      return call('importInstruments', { body });
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
    if (hasChanged) queryClient.invalidateQueries({ queryKey: keyOf('searchInstruments') });
  }, [hasChanged, queryClient]);
  return {
    start,
    operation,
    report,
    isRunning: start.isPending || (operationId !== undefined && (!operation || operation.status === 'running')),
    error: start.error ?? progress.error,
    reset: start.reset,
  };
}
