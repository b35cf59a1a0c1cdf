import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import type { Statement } from './statement-words.ts';
import { useStatementAction } from './use-statement-action.ts';

/** Calls a draft off, with a reason for whoever meets its number later. */
export function VoidDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const formId = useId();
  const [reason, setReason] = useState('');
  const callOff = useStatementAction(
    () =>
      call('voidStatement', { params: { statementId: statement.id }, body: { reason }, ifMatch: statement.version }),
    m.statement_voided_done({ number: statement.number }),
    onClose,
  );
  return (
    <Dialog
      title={m.statement_void_title({ number: statement.number })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="bad" busy={callOff.isPending}>
            {m.statement_void()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          callOff.mutate(undefined);
        }}
      >
        <p>{m.statement_void_hint()}</p>
        <TextAreaField
          label={m.statement_reason()}
          required
          maxLength={1_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      {callOff.error && <FailureNote error={callOff.error} />}
    </Dialog>
  );
}
