import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { localText, longDay, yuanText } from '../../ui/format.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import type { OpenStatement, Payment } from './payment-words.ts';
import { readYuan } from './read-yuan.ts';
import { useAllocate } from './use-allocate.ts';

interface SplitDialogProps {
  payment: Payment;
  open: readonly OpenStatement[];
  onClose: () => void;
}

/** Gives a payment to several statements, or a part of it to one; what is left over stays with the payment. */
export function SplitDialog({ payment, open, onClose }: SplitDialogProps) {
  const formId = useId();
  const [amounts, setAmounts] = useState<Readonly<Record<string, string>>>({});
  const allocate = useAllocate(payment, onClose);
  const parts = open.map((statement) => {
    const text = amounts[statement.statementId] ?? '';
    return { statement, text, fen: text === '' ? 0 : readYuan(text) };
  });
  const sum = parts.reduce((total, { fen }) => total + (fen ?? 0), 0);
  const left = payment.unallocatedFen - sum;
  const isWrong = left < 0 || sum === 0 || parts.some(({ fen, statement }) => fault(fen, statement) !== undefined);
  return (
    <Dialog
      title={m.payments_split_title({ amount: yuanText(payment.unallocatedFen) })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={allocate.isPending} disabled={isWrong}>
            {m.payments_split_do()}
          </Button>
          <Button onClick={() => setAmounts(oldestFirst(payment.unallocatedFen, open))}>
            {m.payments_split_oldest()}
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
          const given = parts.filter(({ fen }) => fen !== undefined && fen > 0);
          if (!isWrong)
            allocate.mutate(
              given.map(({ statement, fen }) => ({ statementId: statement.statementId, amountFen: fen ?? 0 })),
            );
        }}
      >
        {parts.map(({ statement, text, fen }) => (
          <TextField
            key={statement.statementId}
            label={`${statement.number} ${localText(statement.organisation.name)}`}
            hint={[
              m.payments_wants({ amount: yuanText(statement.outstandingFen) }),
              statement.dueOn && m.payments_due({ day: longDay(statement.dueOn) }),
            ]
              .filter(Boolean)
              .join(' · ')}
            inputMode="decimal"
            maxLength={20}
            value={text}
            error={fault(fen, statement)}
            onChange={(event) => setAmounts({ ...amounts, [statement.statementId]: event.target.value })}
          />
        ))}
        <p role="status" className={left < 0 ? 'bad' : 'm'}>
          {left < 0
            ? m.payments_split_over({ amount: yuanText(-left) })
            : m.payments_split_left({ amount: yuanText(left) })}
        </p>
      </form>
      {allocate.error !== null && <FailureNote error={allocate.error} />}
    </Dialog>
  );
}

function fault(fen: number | undefined, statement: OpenStatement): string | undefined {
  if (fen === undefined) return m.payments_amount_fault();
  return fen > statement.outstandingFen ? m.payments_more_than_wanted() : undefined;
}

/** Pays the statements that are due first until the money is used up. */
function oldestFirst(amountFen: number, open: readonly OpenStatement[]): Record<string, string> {
  let left = amountFen;
  const amounts: Record<string, string> = {};
  for (const { statementId, outstandingFen } of open) {
    const part = Math.min(left, outstandingFen);
    if (part > 0) amounts[statementId] = (part / 100).toFixed(2);
    left -= part;
  }
  return amounts;
}
