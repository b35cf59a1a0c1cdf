import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/field.tsx';
import { defaultZone, shortDay, yuanText } from '../../ui/format.ts';
import { dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { fenOf } from './fen-of.ts';
import type { Statement } from './statement-words.ts';
import { useStatementAction } from './use-statement-action.ts';

/** Takes back part of one charge. The statement stays as it is; the note refers to it. */
export function CreditDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const formId = useId();
  const creditable = statement.charges.filter((line) => line.subtotalFen > line.creditedFen);
  const [chargeId, setChargeId] = useState(creditable[0]?.chargeId ?? '');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const amountFen = fenOf(amount);
  const chosen = creditable.find((line) => line.chargeId === chargeId);
  const leftFen = chosen ? chosen.subtotalFen - chosen.creditedFen : 0;
  const credit = useStatementAction(
    () =>
      call('createCreditNote', {
        params: { statementId: statement.id },
        body: { lines: [{ chargeId, amountFen: amountFen ?? 0 }], reason },
      }),
    m.statement_credited_done(),
    onClose,
  );
  const isWrong = amount !== '' && (amountFen === undefined || amountFen <= 0 || amountFen > leftFen);
  return (
    <Dialog
      title={m.statement_credit_title({ number: statement.number })}
      onClose={onClose}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            look="main"
            busy={credit.isPending}
            disabled={amountFen === undefined || isWrong || !chosen}
          >
            {m.statement_credit()}
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
          credit.mutate(undefined);
        }}
      >
        <p>{m.statement_credit_hint()}</p>
        <ChargeChoice lines={creditable} value={chargeId} onChange={setChargeId} />
        <TextField
          label={m.statement_credit_amount()}
          hint={m.statement_credit_left({ amount: yuanText(leftFen) })}
          error={isWrong ? m.statement_credit_wrong() : undefined}
          inputMode="decimal"
          required
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
        <TextAreaField
          label={m.statement_reason()}
          required
          maxLength={1_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      {credit.error && <FailureNote error={credit.error} />}
    </Dialog>
  );
}

interface ChargeChoiceProps {
  lines: Statement['charges'];
  value: string;
  onChange: (chargeId: string) => void;
}

function ChargeChoice({ lines, value, onChange }: ChargeChoiceProps) {
  return (
    <SelectField label={m.desk_charge()} value={value} onChange={(event) => onChange(event.target.value)}>
      {lines.map((line) => (
        <option key={line.chargeId} value={line.chargeId}>
          {`${shortDay(dayOf(Date.parse(line.occurredAt), defaultZone))} · ${line.chargeId.slice(-6)} · ${yuanText(line.subtotalFen)}`}
        </option>
      ))}
    </SelectField>
  );
}
