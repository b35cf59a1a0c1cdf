import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import type { Statement } from './statement-words.ts';
import { useStatementAction } from './use-statement-action.ts';

/** Notes the tax invoice and the remittance of an issued statement, which often come days later. */
export function ReferencesDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const formId = useId();
  const [taxInvoiceRef, setTaxInvoiceRef] = useState(statement.taxInvoiceRef ?? '');
  const [remittanceRef, setRemittanceRef] = useState(statement.remittanceRef ?? '');
  const save = useStatementAction(
    () =>
      call('updateStatement', {
        params: { statementId: statement.id },
        body: { taxInvoiceRef: taxInvoiceRef.trim() || null, remittanceRef: remittanceRef.trim() || null },
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
        <TextField
          label={m.statement_tax_invoice()}
          note={m.statement_optional()}
          maxLength={100}
          value={taxInvoiceRef}
          onChange={(event) => setTaxInvoiceRef(event.target.value)}
        />
        <TextField
          label={m.statement_remittance()}
          note={m.statement_optional()}
          maxLength={100}
          value={remittanceRef}
          onChange={(event) => setRemittanceRef(event.target.value)}
        />
      </form>
      {save.error && <FailureNote error={save.error} />}
    </Dialog>
  );
}
