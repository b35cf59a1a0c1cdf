import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { yuanText } from '../../ui/format.ts';
import type { Payment } from './payment-words.ts';
import { useReverse } from './use-reverse.ts';

interface ReverseDialogProps {
  payment: Payment;
  allocation: Payment['allocations'][number];
  onClose: () => void;
}

/** Takes a match back that turned out wrong; the reason stays on record. */
export function ReverseDialog({ payment, allocation, onClose }: ReverseDialogProps) {
  const formId = useId();
  const [reason, setReason] = useState('');
  const reverse = useReverse(payment.id, onClose);
  return (
    <Dialog
      title={m.payments_reverse_title({ number: allocation.number })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={reverse.isPending}>
            {m.payments_reverse()}
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
          reverse.mutate({ allocationIds: [allocation.id], reason: reason.trim() });
        }}
      >
        <p>{m.payments_reverse_hint({ amount: yuanText(allocation.amountFen), number: allocation.number })}</p>
        <TextAreaField
          label={m.payments_refund_reason()}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
