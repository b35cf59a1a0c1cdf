import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type CallInput, call, type Reply } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { localText, rangeText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { reasonWord } from '../scheduling/refusal-reasons.tsx';
import type { Instrument } from './instrument-rights.ts';

type RulesBody = NonNullable<CallInput<'previewBookingRules'>['body']>;
type Preview = Reply<'previewBookingRules'>;

/**
 * Looks, before rules are saved, which bookings to come they would refuse, and asks when there are any. `onGo` saves; told
 * whether those bookings stay as they are. Rules that contradict each other go on to be refused at their fields.
 */
export function useRulesDryRun(instrument: Instrument, onGo: (keepBookings: boolean) => void) {
  const [touched, setTouched] = useState<Preview>();
  const look = useMutation({
    mutationFn: (body: RulesBody) => call('previewBookingRules', { params: { instrumentId: instrument.id }, body }),
    onSuccess: (preview) => (preview.count === 0 ? onGo(false) : setTouched(preview)),
    onError: () => onGo(false),
  });
  const go = (keepBookings: boolean) => {
    setTouched(undefined);
    onGo(keepBookings);
  };
  const dialog = touched && (
    <TouchedDialog preview={touched} zone={instrument.zone} onGo={go} onClose={() => setTouched(undefined)} />
  );
  return { look: look.mutate, isLooking: look.isPending, dialog };
}

interface TouchedDialogProps {
  preview: Preview;
  zone: string;
  onGo: (keepBookings: boolean) => void;
  onClose: () => void;
}

/** The first of the bookings that the new rules refuse; the rest is counted. */
const mostShown = 8;

function TouchedDialog({ preview, zone, onGo, onClose }: TouchedDialogProps) {
  const { count, items } = preview;
  return (
    <Dialog
      title={m.desk_rules_touched({ n: count })}
      onClose={onClose}
      actions={
        <>
          <Button look="main" onClick={() => onGo(true)}>
            {m.desk_rules_keep()}
          </Button>
          <Button look="bad" onClick={() => onGo(false)}>
            {m.desk_rules_apply()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <Note tone="hm">{m.desk_rules_touched_hint()}</Note>
      <ul className="occurrences">
        {items.slice(0, mostShown).map((one) => (
          <li key={one.bookingId}>
            <span>
              {rangeText(Date.parse(one.from), Date.parse(one.until), zone)}{' '}
              <span className="m">{localText(one.organisation.name)}</span>
            </span>
            <span className="m s">{one.codes.map(reasonWord).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {count > mostShown && <p className="m s">{m.desk_rules_more({ n: count - mostShown })}</p>}
    </Dialog>
  );
}
