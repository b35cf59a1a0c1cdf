import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { download } from '../../app/download.ts';
import { Button } from '../../ui/button.tsx';
import type { Statement } from './statement-words.ts';

/** The statement as PDF, for the archive, and as worksheet, for computing on. */
export function FileButtons({ statement }: { statement: Statement }) {
  const save = useMutation({
    mutationFn: (format: 'pdf' | 'xlsx') =>
      download(
        'getStatementFile',
        { params: { statementId: statement.id }, query: { format } },
        `${statement.number}.${format}`,
      ),
    onError: toastFailure,
  });
  const isBusy = (format: string) => save.isPending && save.variables === format;
  return (
    <>
      <Button size="small" icon="download" busy={isBusy('pdf')} onClick={() => save.mutate('pdf')}>
        PDF
      </Button>
      <Button size="small" icon="download" busy={isBusy('xlsx')} onClick={() => save.mutate('xlsx')}>
        {m.statement_sheet()}
      </Button>
    </>
  );
}
