import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { readYuan } from '../payments/read-yuan.ts';
import { CustomerField } from './customer-field.tsx';

type Credit = Reply<'listCreditLimits'>['items'][number];

/** Sets how much one customer may owe the own district. */
export function CreditDialog({ credit, onClose }: { credit: Credit | undefined; onClose: () => void }) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [organisationId, setOrganisationId] = useState(credit?.organisationId ?? '');
  const [limit, setLimit] = useState(credit ? (credit.limitFen / 100).toFixed(2) : '');
  const limitFen = readYuan(limit);
  const save = useMutation({
    mutationFn: () =>
      call('setCreditLimit', {
        body: { organisationId, limitFen: limitFen ?? 0, ...(credit && { districtId: credit.payeeId }) },
      }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.desk_saved() });
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listCreditLimits') }),
  });
  return (
    <Dialog
      title={credit ? m.limits_credit_change({ customer: localText(credit.organisation.name) }) : m.limits_credit_add()}
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
          if (limitFen !== undefined) save.mutate();
        }}
      >
        {!credit && <CustomerField label={m.limits_customer()} value={organisationId} onChange={setOrganisationId} />}
        <TextField
          label={m.limits_limit_yuan()}
          hint={m.limits_credit_hint()}
          required
          inputMode="decimal"
          maxLength={20}
          value={limit}
          error={limit !== '' && limitFen === undefined ? m.payments_amount_fault() : undefined}
          onChange={(event) => setLimit(event.target.value)}
        />
      </form>
      {save.error && <FailureNote error={save.error} />}
    </Dialog>
  );
}
