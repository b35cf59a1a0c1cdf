import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import type { Booking } from './booking-facts.ts';
import { BookingRefusal } from './submit-booking.tsx';
import { useChange } from './use-change.ts';

/** Who may hold a booking. */
const mayBook: readonly string[] = ['booker', 'orgAdmin'];

/** Gives a booking to a colleague; whether they may operate the instrument is checked when it is given. */
export function HandOnDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const [userId, setUserId] = useState('');
  const members = useQuery(
    read('listMembers', { params: { organisationId: booking.organisationId }, query: { limit: 100 } }),
  );
  const colleagues = new Map(
    (members.data?.items ?? [])
      .filter(({ role, status, userId: id }) => mayBook.includes(role) && status === 'active' && id !== booking.userId)
      .map((member) => [member.userId, member.displayName] as const),
  );
  const target = { params: { bookingId: booking.id }, ifMatch: booking.version };
  const give = useChange(
    () => call('transferBooking', { ...target, body: { userId } }),
    m.attendance_handed_on,
    onClose,
  );
  return (
    <Dialog
      title={m.attendance_hand_on_title()}
      onClose={onClose}
      actions={
        <>
          <Button look="firm" busy={give.isPending} disabled={userId === ''} onClick={() => give.mutate()}>
            {m.attendance_hand_on()}
          </Button>
          <Button onClick={onClose}>{m.attendance_keep()}</Button>
        </>
      }
    >
      {members.isPending && <Skeleton rows={2} />}
      {members.data && colleagues.size === 0 && <Note>{m.attendance_no_colleague()}</Note>}
      {colleagues.size > 0 && (
        <SelectField
          label={m.attendance_colleague()}
          hint={m.attendance_colleague_hint()}
          value={userId}
          onChange={(event) => setUserId(event.target.value)}
        >
          <option value="" disabled>
            {m.storefront_choose_one()}
          </option>
          {[...colleagues].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {give.isError && (
        <BookingRefusal error={give.error} instrumentId={booking.instrumentId} zone={booking.instrument.zone} />
      )}
    </Dialog>
  );
}
