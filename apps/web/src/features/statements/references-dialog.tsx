import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { ReferenceFields, type References } from './reference-fields.tsx';
import type { Statement } from './statement-words.ts';
import { useStatementAction } from './use-statement-action.ts';

/** Notes the tax invoice and the remittance of an issued statement, which often come days later. */
export function ReferencesDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const formId = useId();
  const [references, setReferences] = useState<References>({
    taxInvoiceRef: statement.taxInvoiceRef ?? '',
    remittanceRef: statement.remittanceRef ?? '',
  });
  const taxInvoiceRef = references.taxInvoiceRef.trim();
  const remittanceRef = references.remittanceRef.trim();
  const save = useStatementAction(
    () =>
      call('updateStatement', {
        params: { statementId: statement.id },
        body: { taxInvoiceRef: taxInvoiceRef || null, remittanceRef: remittanceRef || null },
        ifMatch: statement.version,
      }),
    m.desk_saved(),
    onClose,
  );
  return (
    <Dialog
      title={m.statement_references_title({ number: statement.number })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={save.isPending}>
            {m.desk_save()}
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
          save.mutate(undefined);
        }}
      >
        <p>{m.statement_references_hint()}</p>
        <ReferenceFields value={references} onChange={setReferences} />
      </form>
      {save.error && <FailureNote error={save.error} />}
    </Dialog>
  );
}
