// Moves random amounts between the accounts of a district until it is killed, sometimes several at once, reserving and resolving.
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import {
  postPending,
  reverseTransfer,
  type TransferOrder,
  transferAll,
  voidPending,
} from '@guanyi/commands/ledger/transfer';
import { connect } from '@guanyi/db/client';
import type { AccountName } from '@guanyi/domain/ledger/account';
import { systemClock } from '@guanyi/platform/clock';
import { newId } from '@guanyi/platform/ids';

const database = connect(process.env.DATABASE_URL ?? '', { max: 4, applicationName: 'guanyi-ledger' });
const districtId = process.env.DISTRICT_ID ?? '';
const customers = (process.env.CUSTOMER_IDS ?? '').split(',');
const day = '2026-12-09';

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

function account(): AccountName {
  return pick<AccountName>([
    { kind: 'receivable', ownerId: pick(customers) },
    { kind: 'unallocated', ownerId: pick(customers) },
    { kind: 'deposit', ownerId: pick(customers), scopeId: districtId },
    { kind: 'income', ownerId: districtId },
    { kind: 'tax', ownerId: districtId },
    { kind: 'bank', ownerId: districtId },
  ]);
}

function order(): TransferOrder {
  const [debit, credit] = [account(), account()];
  if (JSON.stringify(debit) === JSON.stringify(credit)) return order();
  const state = Math.random() < 0.3 ? 'pending' : 'posted';
  return {
    debit,
    credit,
    amount: 1 + Math.floor(Math.random() * 1_000),
    kind: 'payment',
    reference: newId(),
    day,
    state,
  };
}

async function moveForEver(): Promise<never> {
  for (;;) {
    const orders = Array.from({ length: 1 + Math.floor(Math.random() * 4) }, order);
    const context = systemContext(systemClock.now());
    const outcome = await execute(database, context, (tx, ctx) => transferAll(tx, ctx, districtId, orders), undefined);
    if (!outcome.ok) continue;
    for (const [index, { id }] of outcome.value.entries()) {
      const what = { districtId, transferId: id, day };
      const amount = 1 + Math.floor(Math.random() * orders[index]!.amount);
      const ends = orders[index]!.state === 'pending' ? [postPending, voidPending] : [reverseTransfer];
      if (Math.random() < 0.5)
        await execute(database, context, (tx, ctx) => pick(ends)(tx, ctx, { ...what, amount }), undefined);
    }
  }
}

process.send?.('running');
await Promise.all(Array.from({ length: 4 }, moveForEver));
