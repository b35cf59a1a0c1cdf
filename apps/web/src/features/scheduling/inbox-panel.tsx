import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { read } from '../../app/query.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import { bookingStatusName } from '../../ui/vocabulary.ts';
import { dayOf } from '../../ui/zone.ts';
import { useLabRights } from './booking-actions.ts';
import { type Booking, deadlineWords, lapsesAt } from './booking-facts.ts';
import { BookingHead, BookingHistory } from './booking-summary.tsx';
import { DecisionFacts } from './decision-facts.tsx';
import { BookingDayLane, useInstrumentDay } from './instrument-day.tsx';
import type { Verdict } from './pending-decisions.ts';

export interface DecisionForm {
  reason: string;
  /** The reader asked for a refusal without a reason. */
  isMissing: boolean;
  field: RefObject<HTMLTextAreaElement | null>;
  onReason: (reason: string) => void;
  onDecide: (booking: Booking, verdict: Verdict) => void;
  /** Leaves the reason field for the list. */
  onLeave: () => void;
}

interface InboxPanelProps {
  bookingId: string;
  /** As the list has it, shown until the fresh one arrives. */
  known: Booking | undefined;
  verdict: Verdict | undefined;
  form: DecisionForm;
  onClose: (() => void) | undefined;
}

/** One request with everything a decision needs; the decision at the foot, the reason above the buttons. */
export function InboxPanel({ bookingId, known, verdict, form, onClose }: InboxPanelProps) {
  const query = useQuery({
    ...read('getBooking', { params: { bookingId } }),
    ...(known && { placeholderData: known }),
  });
  return (
    <Panel label={m.desk_request_details()} {...(onClose && { onClose })}>
      {onClose && (
        <div className="panel-close">
          <IconButton icon="arrowLeft" label={m.desk_back_to_list()} onClick={onClose} />
        </div>
      )}
      {query.isPending && <Skeleton rows={6} />}
      {query.isError && <QueryFailure error={query.error} onRetry={() => query.refetch()} />}
      {query.data && <PanelBody booking={query.data} verdict={verdict} form={form} />}
    </Panel>
  );
}

function PanelBody({ booking, verdict, form }: { booking: Booking; verdict: Verdict | undefined; form: DecisionForm }) {
  const zone = booking.instrument.zone;
  const day = useInstrumentDay(booking.instrumentId, zone, dayOf(Date.parse(booking.from), zone));
  const { isManager } = useLabRights(booking.labId);
  const isOpen = booking.status === 'pendingApproval';
  return (
    <>
      <div>
        <BookingHead booking={booking} />
      </div>
      {isOpen && (
        <div>
          <h3>{m.desk_check()}</h3>
          <DecisionFacts booking={booking} claims={day.claims} />
        </div>
      )}
      <div>
        <h3>{m.desk_day()}</h3>
        <BookingDayLane booking={booking} day={day} />
      </div>
      <div>
        <h3>{m.desk_history()}</h3>
        <BookingHistory booking={booking} />
        {isOpen && (
          <p className="s m panel-deadline">
            {m.desk_lapses({ when: deadlineWords(lapsesAt(booking), now(), zone).text })}
          </p>
        )}
      </div>
      <div className="panel-foot">
        {isOpen && isManager ? (
          <DecisionFields booking={booking} verdict={verdict} form={form} />
        ) : (
          <p className="m s">
            {isOpen ? m.desk_not_yours() : m.desk_already({ status: bookingStatusName(booking.status) })}
          </p>
        )}
      </div>
    </>
  );
}

function DecisionFields({
  booking,
  verdict,
  form,
}: {
  booking: Booking;
  verdict: Verdict | undefined;
  form: DecisionForm;
}) {
  if (verdict) return <Note>{verdict === 'approve' ? m.desk_waits_approve() : m.desk_waits_decline()}</Note>;
  return (
    <>
      <TextAreaField
        label={m.desk_reason()}
        rows={2}
        maxLength={1000}
        ref={form.field}
        value={form.reason}
        error={form.isMissing ? m.desk_reason_missing() : undefined}
        onChange={(event) => form.onReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          form.onLeave();
        }}
      />
      <div className="bar panel-buttons">
        <Button look="main" shortcut="A" onClick={() => form.onDecide(booking, 'approve')}>
          {m.desk_approve()}
        </Button>
        <Button look="bad" shortcut="D" onClick={() => form.onDecide(booking, 'decline')}>
          {m.desk_decline()}
        </Button>
      </div>
    </>
  );
}
