import { m } from '@guanyi/messages';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField } from '../../ui/field.tsx';

interface DeclineDialogProps {
  count: number;
  onClose: () => void;
  onDecline: (reason: string) => void;
}

/** Asks for the one reason with which all selected requests are refused. */
export function DeclineDialog({ count, onClose, onDecline }: DeclineDialogProps) {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  return (
    <Dialog
      title={m.desk_decline_many({ n: count })}
      onClose={onClose}
      actions={
        <>
          <Button
            look="bad"
            onClick={() => {
              if (reason.trim()) onDecline(reason.trim());
              else setMissing(true);
            }}
          >
            {m.desk_decline_many({ n: count })}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <TextAreaField
        label={m.desk_reason_all()}
        rows={3}
        maxLength={1000}
        value={reason}
        error={isMissing ? m.desk_reason_missing() : undefined}
        onChange={(event) => {
          setReason(event.target.value);
          setMissing(false);
        }}
      />
    </Dialog>
  );
}
