import { m } from '@guanyi/messages';
import { TextField } from '../../ui/field.tsx';

export interface References {
  taxInvoiceRef: string;
  remittanceRef: string;
}

/** The numbers under which the tax office and the treasury know a statement; both may still be missing. */
export function ReferenceFields({ value, onChange }: { value: References; onChange: (value: References) => void }) {
  const shared = { note: m.statement_optional(), maxLength: 100 };
  return (
    <>
      <TextField
        {...shared}
        label={m.statement_tax_invoice()}
        value={value.taxInvoiceRef}
        onChange={(event) => onChange({ ...value, taxInvoiceRef: event.target.value })}
      />
      <TextField
        {...shared}
        label={m.statement_remittance()}
        value={value.remittanceRef}
        onChange={(event) => onChange({ ...value, remittanceRef: event.target.value })}
      />
    </>
  );
}
