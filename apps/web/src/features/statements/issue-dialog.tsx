import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { ReferenceFields, type References } from './reference-fields.tsx';
import type { Statement } from './statement-words.ts';
import { useStatementAction } from './use-statement-action.ts';

/** Issues a draft. What it sets in motion is said before it is done, for it cannot be taken back. */
export function IssueDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const formId = useId();
  const [references, setReferences] = useState<References>({ taxInvoiceRef: '', remittanceRef: '' });
  const taxInvoiceRef = references.taxInvoiceRef.trim();
  const remittanceRef = references.remittanceRef.trim();
  const issue = useStatementAction(
    () =>
      call('issueStatement', {
        params: { statementId: statement.id },
        body: {
          ...(taxInvoiceRef && { taxInvoiceRef }),
          ...(remittanceRef && { remittanceRef }),
        },
        ifMatch: statement.version,
      }),
    m.statement_issued_done({ number: statement.number }),
    onClose,
  );
  return (
    <Dialog
      title={m.statement_issue_title({ number: statement.number })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={issue.isPending}>
            {m.statement_issue()}
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
          issue.mutate(undefined);
        }}
      >
        <p>{m.statement_issue_hint()}</p>
        <ReferenceFields value={references} onChange={setReferences} />
      </form>
      {issue.error && <FailureNote error={issue.error} />}
    </Dialog>
  );
}
