import { m } from '@guanyi/messages';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

interface CheckOutFormProps {
  isBusy: boolean;
  onCheckOut: (used: { samples?: number; idleMinutes?: number }) => void;
  onCancel: () => void;
}

/** A whole number from a field, or undefined where nothing was written. */
function wholeNumber(text: string): number | undefined {
  return /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}

/** What the keeper may add when a use ends; both are optional. */
export function CheckOutForm({ isBusy, onCheckOut, onCancel }: CheckOutFormProps) {
  const [samples, setSamples] = useState('');
  const [idle, setIdle] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const counted = wholeNumber(samples);
        const idleMinutes = wholeNumber(idle);
        onCheckOut({
          ...(counted !== undefined && { samples: counted }),
          ...(idleMinutes !== undefined && { idleMinutes }),
        });
      }}
    >
      <div className="field-pair">
        <TextField
          label={m.desk_samples()}
          note={m.desk_optional()}
          type="number"
          min={0}
          max={100000}
          inputMode="numeric"
          autoFocus
          value={samples}
          onChange={(event) => setSamples(event.target.value)}
        />
        <TextField
          label={m.desk_idle_minutes()}
          note={m.desk_optional()}
          type="number"
          min={0}
          inputMode="numeric"
          value={idle}
          onChange={(event) => setIdle(event.target.value)}
        />
      </div>
      <div className="bar panel-buttons">
        <Button type="submit" look="main" busy={isBusy}>
          {m.desk_check_out_now()}
        </Button>
        <Button onClick={onCancel}>{m.desk_back()}</Button>
      </div>
    </form>
  );
}
