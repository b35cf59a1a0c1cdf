import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { yuanText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { CustomerField } from '../limits/customer-field.tsx';
import { readYuan } from '../payments/read-yuan.ts';
import { type Programme, unfitText } from './voucher-words.ts';

/** Gives a customer a voucher of a programme. */
export function IssueVoucherDialog({ programme, onClose }: { programme: Programme; onClose: () => void }) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [organisationId, setOrganisationId] = useState('');
  const [amount, setAmount] = useState('');
  const amountFen = readYuan(amount);
  const issue = useMutation({
    mutationFn: () =>
      call('issueVoucher', { body: { programmeId: programme.id, organisationId, amountFen: amountFen ?? 0 } }),
    onSuccess: (voucher) => {
      showToast({ tone: 'ok', text: m.vouchers_issued_done({ number: voucher.number }) });
      onClose();
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: keyOf('listVouchers') });
      void queryClient.invalidateQueries({ queryKey: keyOf('listVoucherProgrammes') });
    },
  });
  const unfit = unfitText(issue.error);
  return (
    <Dialog
      title={m.vouchers_issue_title({ programme: programme.name })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={issue.isPending}>
            {m.vouchers_issue()}
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
          if (amountFen) issue.mutate();
        }}
      >
        <CustomerField label={m.vouchers_customer()} value={organisationId} onChange={setOrganisationId} />
        <TextField
          label={m.vouchers_amount_yuan()}
          hint={m.vouchers_cap_hint({ cap: yuanText(programme.capPerOrganisationFen) })}
          required
          inputMode="decimal"
          maxLength={20}
          value={amount}
          error={amount !== '' && !amountFen ? m.payments_amount_fault() : undefined}
          onChange={(event) => setAmount(event.target.value)}
        />
      </form>
      {unfit ? (
        <div role="alert">
          <Note tone="bad">{unfit}</Note>
        </div>
      ) : (
        issue.error && <FailureNote error={issue.error} />
      )}
    </Dialog>
  );
}
