import { m } from '@guanyi/messages';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { read } from '../../app/query.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import { useBookingAct, useLabRights } from './booking-actions.ts';
import type { Booking } from './booking-facts.ts';
import { BookingHead, BookingHistory } from './booking-summary.tsx';
import { CheckOutForm } from './check-out-form.tsx';
import { decide } from './decide.ts';
import { BookingDayLane, useInstrumentDay } from './instrument-day.tsx';
import { useWaitingDecisions } from './pending-decisions.ts';

/** One booking beside the board or the day's list, with what may be done to it now. */
export function BookingPanel({ bookingId, onClose }: { bookingId: string; onClose: () => void }) {
  const query = useQuery(read('getBooking', { params: { bookingId } }));
  return (
    <Panel label={m.desk_booking_details()} onClose={onClose}>
      <div className="panel-close">
        <IconButton icon="x" label={m.ui_close()} onClick={onClose} />
      </div>
      {query.isPending && <Skeleton rows={6} />}
      {query.isError && <QueryFailure error={query.error} onRetry={() => query.refetch()} />}
      {query.data && <PanelBody booking={query.data} />}
    </Panel>
  );
}

function PanelBody({ booking }: { booking: Booking }) {
  const zone = booking.instrument.zone;
  const day = useInstrumentDay(booking.instrumentId, zone, dayOf(Date.parse(booking.from), zone));
  return (
    <>
      <div>
        <BookingHead booking={booking} />
      </div>
      <div>
        <h3>{m.desk_day()}</h3>
        <BookingDayLane booking={booking} day={day} />
      </div>
      <div>
        <h3>{m.desk_history()}</h3>
        <BookingHistory booking={booking} />
      </div>
      <BookingActions booking={booking} />
    </>
  );
}

type OpenForm = 'cancel' | 'decline' | 'checkOut' | undefined;

/** The actions that the status and the person's role in the lab allow. Refusing and cancelling ask for the reason first. */
function BookingActions({ booking }: { booking: Booking }) {
  const { isStaff, isManager } = useLabRights(booking.labId);
  const queryClient = useQueryClient();
  const verdict = useWaitingDecisions().get(booking.id);
  const act = useBookingAct(booking);
  const [form, setForm] = useState<OpenForm>();
  const { status } = booking;
  const canCancel = isStaff && (status === 'pendingApproval' || status === 'confirmed');
  const canDecide = isManager && status === 'pendingApproval';
  if (verdict) {
    return (
      <div className="panel-foot">
        <Note>{verdict === 'approve' ? m.desk_waits_approve() : m.desk_waits_decline()}</Note>
      </div>
    );
  }
  if (!isStaff || !(canCancel || canDecide || status === 'inUse')) return null;
  if (form === 'checkOut') {
    return (
      <div className="panel-foot">
        <CheckOutForm
          isBusy={act.isPending}
          onCancel={() => setForm(undefined)}
          onCheckOut={(used) => act.mutate({ verb: 'checkOut', ...used })}
        />
      </div>
    );
  }
  if (form) {
    const finish = (reason: string) => {
      if (form === 'decline') decide(queryClient, [booking], 'decline', reason);
      else act.mutate({ verb: 'cancel', reason });
      setForm(undefined);
    };
    return (
      <div className="panel-foot">
        <ReasonForm
          verb={form === 'decline' ? m.desk_decline() : m.desk_cancel_booking()}
          onBack={() => setForm(undefined)}
          onDone={finish}
        />
      </div>
    );
  }
  return (
    <div className="panel-foot bar panel-buttons">
      {canDecide && (
        <Button look="main" onClick={() => decide(queryClient, [booking], 'approve', '')}>
          {m.desk_approve()}
        </Button>
      )}
      {canDecide && (
        <Button look="bad" onClick={() => setForm('decline')}>
          {m.desk_decline()}
        </Button>
      )}
      {status === 'confirmed' && (
        <Button look="main" busy={act.isPending} onClick={() => act.mutate({ verb: 'checkIn' })}>
          {m.desk_check_in()}
        </Button>
      )}
      {status === 'inUse' && (
        <Button look="main" busy={act.isPending} onClick={() => setForm('checkOut')}>
          {m.desk_check_out()}
        </Button>
      )}
      {canCancel && <Button onClick={() => setForm('cancel')}>{m.desk_cancel_booking()}</Button>}
    </div>
  );
}

function ReasonForm({ verb, onBack, onDone }: { verb: string; onBack: () => void; onDone: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onDone(reason.trim());
        else setMissing(true);
      }}
    >
      <TextAreaField
        label={m.desk_reason_told()}
        rows={2}
        maxLength={1000}
        autoFocus
        value={reason}
        error={isMissing ? m.desk_reason_needed() : undefined}
        onChange={(event) => {
          setReason(event.target.value);
          setMissing(false);
        }}
      />
      <div className="bar panel-buttons">
        <Button type="submit" look="bad">
          {verb}
        </Button>
        <Button onClick={onBack}>{m.desk_back()}</Button>
      </div>
    </form>
  );
}
