import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { read } from '../../app/query.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { longDay, yuanText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Movements } from './payment-movements.tsx';
import { type Match, type Payment, payerText, paymentStatusName, paymentTones, reasonText } from './payment-words.ts';
import { RefundDialog } from './refund-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { useAllocate } from './use-allocate.ts';

interface PaymentPanelProps {
  paymentId: string;
  isFinance: boolean;
  onClose: () => void;
}

/** One receipt: what the bank says, what it may have paid and why, where its money went. */
export function PaymentPanel({ paymentId, isFinance, onClose }: PaymentPanelProps) {
  const query = useQuery(read('getPayment', { params: { paymentId } }));
  return (
    <Panel label={m.payments_details()} onClose={onClose}>
      <div className="panel-close">
        <IconButton icon="x" label={m.ui_close()} onClick={onClose} />
      </div>
      {query.isPending && <Skeleton rows={6} />}
      {query.isError && <QueryFailure error={query.error} onRetry={() => query.refetch()} />}
      {query.data && <PaymentFacts payment={query.data} />}
      {query.data && isFinance && query.data.unallocatedFen > 0 && <Matches payment={query.data} />}
      {query.data && <Movements payment={query.data} isFinance={isFinance} />}
    </Panel>
  );
}

function PaymentFacts({ payment }: { payment: Payment }) {
  return (
    <div>
      <p className="m s panel-number">
        <span className="code">{payment.reference}</span>
        <Tag tone={paymentTones[payment.status]}>{paymentStatusName(payment.status)}</Tag>
      </p>
      <h2>
        <Money fen={payment.amountFen} sign /> {payerText(payment)}
      </h2>
      <KeyValues
        items={[
          [m.payments_received_on(), longDay(payment.receivedOn)],
          [m.payments_payer_printed(), payment.payer],
          payment.payerAccount !== undefined && [m.payments_account(), payment.payerAccount],
          [m.payments_remark(), payment.remark || m.payments_no_remark()],
          [m.payments_free(), yuanText(payment.unallocatedFen)],
        ]}
      />
    </div>
  );
}

/** What the receipt may have paid, each with reasons and doubts in words, and the ways to decide. */
function Matches({ payment }: { payment: Payment }) {
  const [dialog, setDialog] = useState<'split' | 'refund'>();
  const [refused, setRefused] = useState<readonly number[]>([]);
  const query = useQuery(read('suggestPaymentMatches', { params: { paymentId: payment.id } }));
  const suggestions = (query.data?.suggestions ?? []).map((match, index) => ({ match, index }));
  const left = suggestions.filter(({ index }) => !refused.includes(index));
  return (
    <div>
      <h3>{m.payments_suggestions()}</h3>
      {query.isPending && <Skeleton rows={4} />}
      {query.isError && <QueryFailure error={query.error} onRetry={() => query.refetch()} />}
      {query.data && left.length === 0 && <p className="m">{m.payments_no_suggestion()}</p>}
      {left.map(({ match, index }, place) => (
        <MatchCard
          key={index}
          payment={payment}
          match={match}
          isFirst={place === 0}
          onRefuse={() => setRefused([...refused, index])}
        />
      ))}
      <div className="bar panel-buttons">
        <Button size="small" onClick={() => setDialog('split')} disabled={!query.data || query.data.open.length === 0}>
          {m.payments_split()}
        </Button>
        <Button size="small" onClick={() => setDialog('refund')}>
          {m.payments_refund()}
        </Button>
      </div>
      {dialog === 'split' && query.data && (
        <SplitDialog payment={payment} open={query.data.open} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'refund' && <RefundDialog payment={payment} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

interface MatchCardProps {
  payment: Payment;
  match: Match;
  isFirst: boolean;
  onRefuse: () => void;
}

function MatchCard({ payment, match, isFirst, onRefuse }: MatchCardProps) {
  const allocate = useAllocate(payment);
  const isClear = match.reasons.every(({ isDoubt }) => !isDoubt);
  return (
    <section className={isClear ? 'match' : 'match doubtful'}>
      {match.allocations.map((one) => (
        <p key={one.statementId} className="match-line">
          <span className="code">{one.number}</span> <Money fen={one.amountFen} sign />
        </p>
      ))}
      <ul>
        {match.reasons.map((reason) => (
          <li key={reason.code} className={reason.isDoubt ? 'hm' : 'ok'}>
            <Icon name={reason.isDoubt ? 'warn' : 'check'} />
            {reasonText(reason)}
          </li>
        ))}
      </ul>
      <div className="bar">
        <Button
          size="small"
          look={isFirst ? 'main' : 'plain'}
          busy={allocate.isPending}
          {...(isFirst && { 'data-confirm-match': '', shortcut: 'C' })}
          onClick={() =>
            allocate.mutate(match.allocations.map(({ statementId, amountFen }) => ({ statementId, amountFen })))
          }
        >
          {m.payments_confirm()}
        </Button>
        <Button size="small" onClick={onRefuse}>
          {m.payments_not_this()}
        </Button>
      </div>
    </section>
  );
}
