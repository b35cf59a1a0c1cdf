import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { keyOf, read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { csvText, saveFile } from '../../ui/csv.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { countText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';

type Import = Reply<'importBankReceipts'>;
type Report = Required<Pick<Import, 'matched' | 'unmatched' | 'duplicates' | 'rejected'>> &
  Pick<Import, 'layout' | 'encoding' | 'ignored'>;

const askEveryMs = 700;

/** Takes a bank's export in and says what came of it; a file that was handed in before changes nothing. */
export function BankImportDialog({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const [file, setFile] = useState<File>();
  const work = useBankImport();
  return (
    <Dialog
      title={m.payments_import()}
      onClose={onClose}
      actions={
        <>
          {!work.report && (
            <Button type="submit" form={formId} look="main" busy={work.isRunning} disabled={!file}>
              {m.payments_import_do()}
            </Button>
          )}
          <Button onClick={onClose}>{work.report ? m.ui_close() : m.desk_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) work.start.mutate(file);
        }}
      >
        <Field label={m.payments_import_file()} hint={m.payments_import_hint()}>
          {(control) => (
            <input
              {...control}
              type="file"
              required
              accept=".csv,.txt"
              disabled={work.isRunning}
              onChange={(event) => {
                setFile(event.target.files?.[0]);
                work.start.reset();
              }}
            />
          )}
        </Field>
      </form>
      {work.error && <FailureNote error={work.error} />}
      {work.report && <BankReport report={work.report} />}
    </Dialog>
  );
}

function useBankImport() {
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.append('file', file, file.name);
      return call('importBankReceipts', { body });
    },
    onSettled: () => {
      queryClient.invalidateQueries({ queryKey: keyOf('listPayments') });
      queryClient.invalidateQueries({ queryKey: keyOf('listStatements') });
    },
  });
  const isLeft = start.data?.status === 'running';
  const progress = useQuery({
    ...read('getOperation', { params: { operationId: start.data?.id ?? '' } }),
    enabled: isLeft,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'running' ? false : askEveryMs),
  });
  const operation = isLeft ? progress.data : start.data;
  const report = operation?.status === 'succeeded' ? (operation.result as Report | undefined) : undefined;
  return { start, report, isRunning: start.isPending || (isLeft && !report), error: start.error ?? progress.error };
}

function BankReport({ report }: { report: Report }) {
  const { matched, unmatched, duplicates, rejected } = report;
  return (
    <section className="bank-report" aria-live="polite">
      <KeyValues
        items={[
          [m.payments_import_matched(), countText(matched)],
          [m.payments_import_unmatched(), countText(unmatched)],
          [m.payments_import_duplicates(), countText(duplicates)],
          [m.payments_import_rejected(), countText(rejected.length)],
        ]}
      />
      {rejected.length > 0 && (
        <>
          <ul className="bank-faults">
            {rejected.slice(0, 20).map((fault) => (
              <li key={`${fault.line} ${fault.code}`}>
                <b>{m.payments_import_line({ n: fault.line })}</b> {fault.column} {fault.message}
                {fault.value && <span className="code"> {fault.value}</span>}
              </li>
            ))}
          </ul>
          <Button size="small" icon="download" onClick={() => saveFaults(rejected)}>
            {m.payments_import_save_rejected()}
          </Button>
        </>
      )}
    </section>
  );
}

function saveFaults(rejected: Report['rejected']): void {
  const head = [m.payments_csv_line(), m.payments_csv_column(), m.payments_csv_value(), m.payments_csv_reason()];
  const rows = rejected.map((fault) => [fault.line, fault.column, fault.value, fault.message]);
  saveFile('guanyi-bank-rejected.csv', 'text/csv;charset=utf-8', csvText([head, ...rows]));
}
