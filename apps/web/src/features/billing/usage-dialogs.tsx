import { m } from '@guanyi/messages';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented, TextAreaField, TextField } from '../../ui/field.tsx';
import { defaultZone, rangeText, yuanText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { fenOf } from '../catalogue/facts-form.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import type { Charge, Usage } from './finance-rows.ts';
import { useChargeAct, useUsageAct } from './usage-actions.ts';
import { fieldOf, instantOfField } from './usage-times.ts';

interface FormDialogProps {
  title: string;
  action: string;
  /** Takes something away for good, so it looks like that. */
  isBad?: boolean;
  isBusy: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog around one form: Enter sends it, and the refusal stands under it. */
export function FormDialog({ title, action, isBad, isBusy, error, onSubmit, onClose, children }: FormDialogProps) {
  const formId = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look={isBad ? 'bad' : 'main'} busy={isBusy}>
            {action}
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
          onSubmit();
        }}
      >
        {children}
      </form>
      {error !== null && <FailureNote error={error} isMarked={false} />}
    </Dialog>
  );
}

interface TimesProps {
  from?: string;
  until: string;
  onFrom?: (text: string) => void;
  onUntil: (text: string) => void;
}

function Times({ from, until, onFrom, onUntil }: TimesProps) {
  return (
    <div className="field-pair">
      {onFrom && (
        <TextField
          label={m.usage_from()}
          type="datetime-local"
          required
          value={from}
          onChange={(event) => onFrom(event.target.value)}
        />
      )}
      <TextField
        label={m.usage_until()}
        type="datetime-local"
        required
        value={until}
        onChange={(event) => onUntil(event.target.value)}
      />
    </div>
  );
}

/** The customer says which time shall not be paid, and why. */
export function DisputeDialog({ usage, onClose }: { usage: Usage; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState(fieldOf(Date.parse(usage.from), defaultZone));
  const [until, setUntil] = useState(usage.until ? fieldOf(Date.parse(usage.until), defaultZone) : '');
  const act = useUsageAct(usage, { isInDialog: true });
  const window = { from: instantOfField(from, defaultZone), until: instantOfField(until, defaultZone) };
  return (
    <FormDialog
      title={m.usage_dispute_title()}
      action={m.usage_dispute_send()}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        if (window.from && window.until)
          act.mutate(
            { verb: 'dispute', reason: reason.trim(), from: window.from, until: window.until },
            { onSuccess: onClose },
          );
      }}
    >
      <p className="m">{m.usage_dispute_hint()}</p>
      <Times from={from} until={until} onFrom={setFrom} onUntil={setUntil} />
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

/** The lab's side decides a dispute; accepting takes the disputed time off the charge. */
export function ResolveDialog({ usage, onClose }: { usage: Usage; onClose: () => void }) {
  const [decision, setDecision] = useState<'accept' | 'reject'>('accept');
  const [comment, setComment] = useState('');
  const act = useUsageAct(usage, { isInDialog: true });
  const { dispute } = usage;
  return (
    <FormDialog
      title={m.usage_resolve_title()}
      action={decision === 'accept' ? m.usage_accept() : m.usage_reject()}
      isBad={decision === 'reject'}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() =>
        act.mutate({ verb: 'resolve', accept: decision === 'accept', comment: comment.trim() }, { onSuccess: onClose })
      }
    >
      {dispute && (
        <Note tone="hm">
          {rangeText(Date.parse(dispute.from), Date.parse(dispute.until), defaultZone)}
          <br />
          {dispute.reason}
        </Note>
      )}
      <Segmented
        label={m.usage_decision()}
        value={decision}
        options={[
          { value: 'accept', label: m.usage_accept_long() },
          { value: 'reject', label: m.usage_reject_long() },
        ]}
        onChange={setDecision}
      />
      <TextAreaField
        label={m.usage_comment()}
        note={m.desk_optional()}
        maxLength={2000}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
    </FormDialog>
  );
}

/** The keeper supplies the end that nobody recorded. */
export function CompleteDialog({ usage, onClose }: { usage: Usage; onClose: () => void }) {
  const proposed = usage.metered.find(({ until }) => until)?.until ?? usage.bookedUntil;
  const [until, setUntil] = useState(proposed ? fieldOf(Date.parse(proposed), defaultZone) : '');
  const act = useUsageAct(usage, { isInDialog: true });
  const end = instantOfField(until, defaultZone);
  return (
    <FormDialog
      title={m.usage_complete_title()}
      action={m.usage_complete()}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        if (end) act.mutate({ verb: 'complete', until: end }, { onSuccess: onClose });
      }}
    >
      <p className="m">{m.usage_complete_hint()}</p>
      <Times until={until} onUntil={setUntil} />
    </FormDialog>
  );
}

/** Adjusts a charge by an amount before tax, or takes off all that is left of it. */
export function CorrectDialog({
  charge,
  verb,
  onClose,
}: {
  charge: Charge;
  verb: 'adjust' | 'waive';
  onClose: () => void;
}) {
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const act = useChargeAct(charge);
  const isOff = amount.trim().startsWith('-') || amount.trim().startsWith('−');
  const amountFen = fenOf(amount.trim().replace(/^[-−]/, ''));
  const left = yuanText(charge.leftFen ?? 0);
  return (
    <FormDialog
      title={verb === 'adjust' ? m.usage_adjust_title() : m.usage_waive_title()}
      action={verb === 'adjust' ? m.usage_adjust() : m.usage_waive()}
      isBad={verb === 'waive'}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        const said = reason.trim();
        if (verb === 'waive') act.mutate({ verb, reason: said }, { onSuccess: onClose });
        else if (amountFen !== undefined)
          act.mutate({ verb, amountFen: isOff ? -amountFen : amountFen, reason: said }, { onSuccess: onClose });
      }}
    >
      <p className="m">{m.usage_correct_hint({ left })}</p>
      {verb === 'adjust' && (
        <TextField
          label={m.usage_amount()}
          hint={m.usage_amount_hint()}
          inputMode="text"
          pattern="[-−]?[0-9]+([.][0-9]{1,2})?"
          required
          maxLength={16}
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      )}
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
