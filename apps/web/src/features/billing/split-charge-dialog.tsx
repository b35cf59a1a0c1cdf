import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextAreaField, TextField } from '../../ui/field.tsx';
import { localText, yuanText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { CustomerField } from '../limits/customer-field.tsx';
import type { Charge } from './finance-rows.ts';
import { useRenewMoney } from './usage-actions.ts';
import { FormDialog } from './usage-dialogs.tsx';

interface Share {
  key: number;
  organisationId: string;
  percent: string;
}

/** Hundredths of a percent; undefined for what is none. */
function basisPoints(percent: string): number | undefined {
  const points = /^\d{1,3}(\.\d{1,2})?$/.test(percent.trim()) ? Math.round(Number(percent) * 100) : 0;
  return points >= 1 && points <= 10_000 ? points : undefined;
}

const mostShares = 20;

/** Shares what is left of a charge among several customers; all shares together are the whole. */
export function SplitChargeDialog({ charge, onClose }: { charge: Charge; onClose: () => void }) {
  const renew = useRenewMoney();
  const [reason, setReason] = useState('');
  const [shares, setShares] = useState<readonly Share[]>([
    { key: 1, organisationId: charge.organisationId, percent: '50' },
    { key: 2, organisationId: '', percent: '50' },
  ]);
  const points = shares.map(({ percent }) => basisPoints(percent));
  const total = points.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const split = useMutation({
    mutationFn: () =>
      call('splitCharge', {
        params: { chargeId: charge.id },
        ifMatch: charge.version,
        body: {
          shares: shares.map(({ organisationId }, i) => ({ organisationId, basisPoints: points[i] ?? 0 })),
          reason: reason.trim(),
        },
      }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.usage_split_done({ n: shares.length }) });
      onClose();
    },
    onSettled: renew,
  });
  return (
    <FormDialog
      title={m.usage_split_title({
        amount: yuanText(charge.leftFen ?? 0),
        customer: localText(charge.organisation.name),
      })}
      action={m.usage_split()}
      isBusy={split.isPending}
      error={split.error}
      onClose={onClose}
      onSubmit={() => total === 10_000 && split.mutate()}
    >
      <p className="m">{m.usage_split_hint()}</p>
      <ShareFields shares={shares} total={total} onChange={setShares} />
      <TextAreaField
        label={m.usage_reason()}
        required
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}

interface ShareFieldsProps {
  shares: readonly Share[];
  /** Hundredths of a percent. */
  total: number;
  onChange: (shares: readonly Share[]) => void;
}

function ShareFields({ shares, total, onChange }: ShareFieldsProps) {
  const change = (key: number, next: Partial<Share>) =>
    onChange(shares.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const add = () =>
    onChange([...shares, { key: Math.max(...shares.map(({ key }) => key)) + 1, organisationId: '', percent: '' }]);
  return (
    <>
      {shares.map((share) => (
        <div key={share.key} className="f2 split-share">
          <CustomerField
            label={m.statement_customer()}
            value={share.organisationId}
            onChange={(organisationId) => change(share.key, { organisationId })}
          />
          <TextField
            label={m.usage_split_percent()}
            required
            inputMode="decimal"
            maxLength={6}
            value={share.percent}
            onChange={(event) => change(share.key, { percent: event.target.value })}
          />
          {shares.length > 2 && (
            <IconButton
              icon="x"
              label={m.usage_split_remove()}
              onClick={() => onChange(shares.filter((one) => one !== share))}
            />
          )}
        </div>
      ))}
      <div className="bar">
        {shares.length < mostShares && (
          <Button size="small" onClick={add}>
            {m.usage_split_add()}
          </Button>
        )}
        <span role="status" className={total === 10_000 ? 'm s' : 'bad s'}>
          {m.usage_split_sum({ percent: total / 100 })}
        </span>
      </div>
    </>
  );
}
