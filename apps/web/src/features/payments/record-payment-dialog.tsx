import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { fieldError } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { defaultZone, yuanText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { CustomerField } from '../limits/customer-field.tsx';
import { readYuan } from './read-yuan.ts';

interface PaymentForm {
  organisationId: string;
  amount: string;
  receivedOn: string;
  reference: string;
  remark: string;
}

/** Enters one receipt by hand. */
export function RecordPaymentDialog({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [form, setForm] = useState<PaymentForm>({
    ...{ organisationId: '', amount: '', reference: '', remark: '' },
    receivedOn: dayOf(now(), defaultZone),
  });
  const change = (next: Partial<PaymentForm>) => setForm({ ...form, ...next });
  const amountFen = readYuan(form.amount);
  const save = useMutation({
    mutationFn: () => {
      const { organisationId, receivedOn, reference, remark } = form;
      const body = {
        organisationId,
        receivedOn,
        reference,
        amountFen: amountFen ?? 0,
        method: 'bankTransfer' as const,
      };
      return call('recordPayment', { body: { ...body, ...(remark.trim() && { remark: remark.trim() }) } });
    },
    onSuccess: (payment) => {
      showToast({ tone: 'ok', text: m.payments_recorded({ amount: yuanText(payment.amountFen) }) });
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listPayments') }),
  });
  return (
    <Dialog
      title={m.payments_record()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={save.isPending}>
            {m.payments_record_do()}
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
          if (amountFen !== undefined) save.mutate();
        }}
      >
        <PaymentFields form={form} amountFen={amountFen} error={save.error} onChange={change} />
      </form>
      {save.error && <FailureNote error={save.error} />}
    </Dialog>
  );
}

interface PaymentFieldsProps {
  form: PaymentForm;
  amountFen: number | undefined;
  error: unknown;
  onChange: (next: Partial<PaymentForm>) => void;
}

function PaymentFields({ form, amountFen, error, onChange }: PaymentFieldsProps) {
  return (
    <>
      <CustomerField
        label={m.payments_payer()}
        value={form.organisationId}
        onChange={(organisationId) => onChange({ organisationId })}
      />
      <div className="field-pair">
        <TextField
          label={m.payments_amount_yuan()}
          required
          inputMode="decimal"
          maxLength={20}
          value={form.amount}
          error={form.amount !== '' && amountFen === undefined ? m.payments_amount_fault() : undefined}
          onChange={(event) => onChange({ amount: event.target.value })}
        />
        <TextField
          label={m.payments_received_on()}
          required
          type="date"
          value={form.receivedOn}
          error={fieldError(error, '/receivedOn')}
          onChange={(event) => onChange({ receivedOn: event.target.value })}
        />
      </div>
      <TextField
        label={m.payments_reference()}
        hint={m.payments_reference_hint()}
        required
        maxLength={100}
        value={form.reference}
        error={fieldError(error, '/reference')}
        onChange={(event) => onChange({ reference: event.target.value })}
      />
      <TextField
        label={m.payments_remark()}
        note={m.desk_optional()}
        maxLength={500}
        value={form.remark}
        onChange={(event) => onChange({ remark: event.target.value })}
      />
    </>
  );
}
