import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { Button } from '../ui/button.tsx';
import { toastFailure } from './act.ts';
import type { CallInput } from './client.ts';
import { download } from './download.ts';

type ExportId = 'exportCharges' | 'exportUsage' | 'exportPayments' | 'exportStatements' | 'exportAgeing';

interface SheetButtonProps<K extends ExportId> {
  operation: K;
  /** The filters of the list beside it. */
  query: Omit<NonNullable<CallInput<K>['query']>, 'format'>;
}

/** The list under its filters as a worksheet, all its pages in it. */
export function SheetButton<K extends ExportId>({ operation, query }: SheetButtonProps<K>) {
  const save = useMutation({
    mutationFn: () => download(operation, { query: { ...query, format: 'xlsx' } } as CallInput<K>, 'guanyi.xlsx'),
    onError: toastFailure,
  });
  return (
    <Button size="small" icon="download" busy={save.isPending} onClick={() => save.mutate()}>
      {m.revenue_workbook()}
    </Button>
  );
}
