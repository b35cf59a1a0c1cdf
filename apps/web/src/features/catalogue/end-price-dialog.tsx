import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { priceGroupName } from '../../ui/vocabulary.ts';
import { dayOf, instantOf } from '../../ui/zone.ts';
import { faultAt } from './field-faults.ts';
import type { PricePolicy } from './price-form.ts';
import { FailureNote } from './save-bar.tsx';

interface EndPriceDialogProps {
  policy: PricePolicy;
  zone: string;
  onClose: () => void;
}

/** Ends a price at once or after a last day. Bookings made under it keep it. */
export function EndPriceDialog({ policy, zone, onClose }: EndPriceDialogProps) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [lastDay, setLastDay] = useState('');
  const renew = () =>
    Promise.all(
      (['listPricePolicies', 'getInstrument', 'searchInstruments'] as const).map((operation) =>
        queryClient.invalidateQueries({ queryKey: keyOf(operation) }),
      ),
    );
  const end = useMutation({
    mutationFn: () =>
      call('endPricePolicy', {
        params: { pricePolicyId: policy.id },
        body: lastDay ? { effectiveUntil: new Date(instantOf(lastDay, 1440, zone)).toISOString() } : {},
        ifMatch: policy.version,
      }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.desk_price_ended_done() });
      onClose();
    },
    onSettled: renew,
  });
  return (
    <Dialog
      title={m.desk_price_end_title({ group: priceGroupName(policy.priceGroup) })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="bad" busy={end.isPending}>
            {lastDay ? m.desk_price_end_after() : m.desk_price_end_now()}
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
          end.mutate();
        }}
      >
        <p>{m.desk_price_end_hint()}</p>
        <TextField
          label={m.desk_price_last_day()}
          hint={m.desk_price_end_empty()}
          type="date"
          min={dayOf(now(), zone)}
          value={lastDay}
          error={faultAt(end.error, '/effectiveUntil')}
          onChange={(event) => setLastDay(event.target.value)}
        />
      </form>
      {end.error && <FailureNote error={end.error} />}
    </Dialog>
  );
}
