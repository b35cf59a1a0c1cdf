import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';
import type { Charge, Usage } from './finance-rows.ts';

export type UsageAct =
  | { verb: 'confirm' }
  | { verb: 'withdraw' }
  | { verb: 'price' }
  | { verb: 'complete'; until: string }
  | { verb: 'dispute'; reason: string; from: string; until: string }
  | { verb: 'resolve'; accept: boolean; comment: string };

function send(usage: Usage, act: UsageAct): Promise<Usage> {
  const target = { params: { usageRecordId: usage.id }, ifMatch: usage.version };
  switch (act.verb) {
    case 'confirm':
      return call('confirmUsage', { ...target, body: {} });
    case 'withdraw':
      return call('withdrawConfirmation', { params: target.params, body: {} });
    case 'price':
      return call('priceUsage', { ...target, body: {} });
    case 'complete':
      return call('completeUsage', { ...target, body: { until: act.until } });
    case 'dispute':
      return call('disputeUsage', { ...target, body: { reason: act.reason, from: act.from, until: act.until } });
    default:
      return call('resolveDispute', { ...target, body: { accept: act.accept, comment: act.comment } });
  }
}

const doneTexts: Record<UsageAct['verb'], () => string> = {
  confirm: m.usage_done_confirm,
  withdraw: m.usage_done_withdraw,
  price: m.usage_done_price,
  complete: m.usage_done_complete,
  dispute: m.usage_done_dispute,
  resolve: m.usage_done_resolve,
};

/** Renews everything that shows uses and what is owed for them. */
export function useRenewMoney(): () => void {
  const queryClient = useQueryClient();
  return () => {
    for (const operation of ['listUsage', 'listCharges'] as const)
      queryClient.invalidateQueries({ queryKey: keyOf(operation) });
  };
}

/** Takes confirmations back, as the undo of a toast does. What is refused, because it is stated by now, is counted. */
function useUndoConfirm() {
  const renew = useRenewMoney();
  return useMutation({
    mutationFn: (usages: readonly Usage[]) => sendAll(usages, { verb: 'withdraw' }),
    onSuccess: ({ done, refused }) =>
      showToast({
        tone: refused > 0 ? 'bad' : 'ok',
        text: m.usage_done_withdraw_all({ n: done }),
        detail: refused > 0 ? m.usage_refused_some({ n: refused }) : undefined,
      }),
    onSettled: renew,
  });
}

/** One step for several uses, one after the other; what is refused is counted and stays as it is. */
async function sendAll(usages: readonly Usage[], act: UsageAct) {
  const done: Usage[] = [];
  for (const usage of usages) {
    const after = await send(usage, act).catch(() => undefined);
    if (after) done.push(after);
  }
  return { usages: done, done: done.length, refused: usages.length - done.length };
}

/** One step in the review of a use. A dialog shows the refusal itself; elsewhere it is said in passing. */
export function useUsageAct(usage: Usage, { isInDialog = false }: { isInDialog?: boolean } = {}) {
  const renew = useRenewMoney();
  const undo = useUndoConfirm();
  return useMutation({
    mutationFn: (act: UsageAct) => send(usage, act),
    onSuccess: (after, { verb }) =>
      showToast({
        tone: 'ok',
        text: doneTexts[verb](),
        action: verb === 'confirm' ? { label: m.payments_undo(), run: () => undo.mutate([after]) } : undefined,
      }),
    onError: (error) => {
      if (!isInDialog) toastFailure(error);
    },
    onSettled: renew,
  });
}

/** Confirms several uses; for a moment all of them can be undone. */
export function useConfirmAll() {
  const renew = useRenewMoney();
  const undo = useUndoConfirm();
  return useMutation({
    mutationFn: (usages: readonly Usage[]) => sendAll(usages, { verb: 'confirm' }),
    onSuccess: ({ usages, done, refused }) =>
      showToast({
        tone: refused > 0 ? 'bad' : 'ok',
        text: m.usage_done_confirm_all({ n: done }),
        detail: refused > 0 ? m.usage_refused_some({ n: refused }) : undefined,
        action: done > 0 ? { label: m.payments_undo(), run: () => undo.mutate(usages) } : undefined,
      }),
    onSettled: renew,
  });
}

export type ChargeAct = { verb: 'adjust'; amountFen: number; reason: string } | { verb: 'waive'; reason: string };

/** A correction of a charge, by a further charge. */
export function useChargeAct(charge: Charge) {
  const renew = useRenewMoney();
  return useMutation({
    mutationFn: (act: ChargeAct) => {
      const target = { params: { chargeId: charge.id }, ifMatch: charge.version };
      return act.verb === 'adjust'
        ? call('adjustCharge', { ...target, body: { amountFen: act.amountFen, reason: act.reason } })
        : call('waiveCharge', { ...target, body: { reason: act.reason } });
    },
    onSuccess: (_, act) =>
      showToast({ tone: 'ok', text: act.verb === 'adjust' ? m.usage_done_adjust() : m.usage_done_waive() }),
    onSettled: renew,
  });
}
