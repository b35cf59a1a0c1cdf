import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { dayTime, defaultZone } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import type { Payment } from './payment-words.ts';
import { ReverseDialog } from './reverse-dialog.tsx';

/** Where the money went: statements by number, what was given back, and what was taken back from a statement. */
export function Movements({ payment, isFinance }: { payment: Payment; isFinance: boolean }) {
  const [reversed, setReversed] = useState<Payment['allocations'][number]>();
  const { allocations, refunds, reversals } = payment;
  if (allocations.length + refunds.length + reversals.length === 0) return null;
  return (
    <div>
      <h3>{m.payments_movements()}</h3>
      <ul className="payment-moves">
        {allocations.map((one) => (
          <li key={one.id}>
            <span>
              <Link to="/desk/statements" search={{ statement: one.statementId }}>
                {m.payments_to_statement({ number: one.number })}
              </Link>
              <At at={one.at} />
            </span>
            <span>
              {isFinance && (
                <Button
                  look="bare"
                  size="small"
                  aria-label={m.payments_reverse_title({ number: one.number })}
                  onClick={() => setReversed(one)}
                >
                  {m.payments_reverse()}
                </Button>
              )}{' '}
              <Money fen={one.amountFen} />
            </span>
          </li>
        ))}
        {refunds.map((one) => (
          <li key={`refund ${one.at}`}>
            <span>
              {m.payments_refunded({ reason: one.reason })}
              <At at={one.at} />
            </span>
            <Money fen={-one.amountFen} />
          </li>
        ))}
        {reversals.map((one) => (
          <li key={`back ${one.allocationId}`} className="m">
            <span>
              {m.payments_reversed({ number: one.number, reason: one.reason })}
              <At at={one.at} />
            </span>
            <s>
              <Money fen={one.amountFen} />
            </s>
          </li>
        ))}
      </ul>
      {reversed && <ReverseDialog payment={payment} allocation={reversed} onClose={() => setReversed(undefined)} />}
    </div>
  );
}

function At({ at }: { at: string }) {
  return <span className="m xs"> {dayTime(Date.parse(at), defaultZone)}</span>;
}
