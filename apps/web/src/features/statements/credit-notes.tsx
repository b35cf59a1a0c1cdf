import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { download } from '../../app/download.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import type { Statement } from './statement-words.ts';

type Note = NonNullable<Statement['creditNotes']>[number];

/** What was taken back from a statement: numbers, reasons and the notes themselves. */
export function CreditNotes({ notes }: { notes: readonly Note[] }) {
  return (
    <div>
      <h3>{m.statement_credit_notes()}</h3>
      <ul className="credit-notes">
        {notes.map((note) => (
          <li key={note.id}>
            <span>
              <span className="code">{note.number}</span>
              <br />
              <span className="m s">{note.reason}</span>
            </span>
            <span className="r">
              <Money fen={-note.totalFen} /> <NoteFile note={note} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function NoteFile({ note }: { note: Note }) {
  const save = useMutation({
    mutationFn: () =>
      download(
        'getCreditNoteFile',
        { params: { statementId: note.statementId, creditNoteId: note.id } },
        `${note.number}.pdf`,
      ),
    onError: toastFailure,
  });
  return (
    <Button
      size="small"
      icon="download"
      busy={save.isPending}
      aria-label={m.statement_credit_file({ number: note.number })}
      onClick={() => save.mutate()}
    >
      PDF
    </Button>
  );
}
