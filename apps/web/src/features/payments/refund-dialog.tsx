import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField, TextField } from '../../ui/field.tsx';
import { yuanText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import type { Payment } from './payment-words.ts';
import { readYuan } from './read-yuan.ts';

/** Gives money back that a payment has too much; it leaves the district's account, so a reason is asked for. */
export function RefundDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [amount, setAmount] = useState((payment.unallocatedFen / 100).toFixed(2));
  const [reason, setReason] = useState('');
  const amountFen = readYuan(amount);
  const isTooMuch = amountFen !== undefined && amountFen > payment.unallocatedFen;
  const refund = useMutation({
    mutationFn: () =>
      call('refundPayment', {
        params: { paymentId: payment.id },
        body: { amountFen: amountFen ?? 0, reason: reason.trim() },
      }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.payments_refund_done({ amount: yuanText(amountFen ?? 0) }) });
      onClose();
    },
    onSettled: () => {
      for (const operation of ['listPayments', 'getPayment', 'suggestPaymentMatches'] as const) {
        queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
    },
  });
  return (
    <Dialog
      title={m.payments_refund()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="bad" busy={refund.isPending} disabled={!amountFen || isTooMuch}>
            {m.payments_refund_do()}
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
          refund.mutate();
        }}
      >
        <TextField
          label={m.payments_amount_yuan()}
          hint={m.payments_refund_hint({ amount: yuanText(payment.unallocatedFen) })}
          required
          inputMode="decimal"
          maxLength={20}
          value={amount}
          error={
            isTooMuch ? m.payments_more_than_free() : amountFen === undefined ? m.payments_amount_fault() : undefined
          }
          onChange={(event) => setAmount(event.target.value)}
        />
        <TextAreaField
          label={m.payments_refund_reason()}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      {refund.error && <FailureNote error={refund.error} />}
    </Dialog>
  );
}
