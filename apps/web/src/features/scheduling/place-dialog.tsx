import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { now } from '../../app/clock.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { durationText, timeOf } from '../../ui/format.ts';
import { addDays, dayOf, type Instant, instantOf, parseClock } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { ConflictAnswer } from './conflict-answer.tsx';
import { useConflictAct } from './use-conflict-act.ts';
import { usePlace } from './use-place.ts';
import type { Unscheduled } from './use-unscheduled.ts';

interface PlaceDialogProps {
  work: Unscheduled;
  zone: string;
  onClose: () => void;
}

/** The same as dragging work from the tray to its row, by typing day and start. For what was displaced, the places held for it too. */
export function PlaceDialog({ work, zone, onClose }: PlaceDialogProps) {
  const formId = useId();
  const first = firstTry(work, zone);
  const [day, setDay] = useState<string>(first.day);
  const [start, setStart] = useState(first.start);
  const place = usePlace(zone);
  const clock = parseClock(start);
  const from: Instant | undefined = clock === undefined || !day ? undefined : instantOf(day, clock, zone);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (from !== undefined) place.mutate({ work, from }, { onSuccess: onClose });
  };
  return (
    <Dialog
      title={m.board_place_title({ who: work.who, model: work.what })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={place.isPending} disabled={from === undefined}>
            {work.kind === 'waiting' ? m.board_offer() : m.board_move()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form id={formId} className="form-stack" onSubmit={submit}>
        <p className="m">
          {work.kind === 'waiting'
            ? m.board_offer_hint({ length: durationText(work.minutes) })
            : m.board_place_hint({ length: durationText(work.minutes) })}
        </p>
        <div className="field-pair">
          <TextField
            label={m.board_move_day()}
            type="date"
            required
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <TextField
            label={m.board_move_start()}
            type="time"
            required
            value={start}
            onChange={(event) => setStart(event.target.value)}
          />
        </div>
        {place.isError && <FailureNote error={place.error} />}
      </form>
      {work.kind === 'displaced' && <HeldPlaces work={work} onClose={onClose} />}
    </Dialog>
  );
}

function HeldPlaces({ work, onClose }: { work: Extract<Unscheduled, { kind: 'displaced' }>; onClose: () => void }) {
  const act = useConflictAct(work.id);
  return (
    <section aria-label={m.waiting_options_for()}>
      <h3>{m.waiting_options_for()}</h3>
      <ConflictAnswer
        conflict={work.conflict}
        busy={act.isPending}
        isForLab
        onAnswer={(choice) => act.mutate(choice, { onSuccess: onClose })}
      />
    </section>
  );
}

/** What the form begins with: the time that somebody waits for, or the day after at the hour that was lost. */
function firstTry(work: Unscheduled, zone: string): { day: string; start: string } {
  if (work.kind === 'waiting') return { day: dayOf(work.from, zone), start: timeOf(work.from, zone) };
  const lost = Date.parse(work.conflict.from);
  return { day: addDays(dayOf(Math.max(lost, now()), zone), 1), start: timeOf(lost, zone) };
}
