import { m } from '@guanyi/messages';
import { useQueries, useQuery } from '@tanstack/react-query';
import { now } from '../../app/clock.ts';
import { read } from '../../app/query.ts';
import { rangeText, yuanText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import type { Booking } from './booking-facts.ts';
import { cancellationFee, type Terms } from './cancellation-fee.ts';
import type { SeriesScope } from './series-scope.tsx';

interface SeriesFeesProps {
  booking: Booking;
  scope: SeriesScope;
  terms: Terms | undefined;
}

/** What would be cancelled of a series, each occurrence with its own notice and fee, and what that comes to. */
export function SeriesFees({ booking, scope, terms }: SeriesFeesProps) {
  const series = useQuery({
    ...read('getSeries', { params: { seriesId: booking.seriesId ?? '' } }),
    enabled: booking.seriesId !== undefined,
  });
  const ahead = (series.data?.occurrences ?? []).filter(
    ({ from, status }) =>
      (status === 'confirmed' || status === 'pendingApproval') &&
      Date.parse(from) > now() &&
      (scope === 'all' || from >= booking.from),
  );
  const bookings = useQueries({
    queries: ahead.map(({ bookingId }) => read('getBooking', { params: { bookingId } })),
  });
  if (series.isPending || bookings.some(({ isPending }) => isPending)) return <Skeleton rows={4} />;
  const at = now();
  const rows = bookings.flatMap(({ data }) =>
    data ? [{ booking: data, feeFen: terms ? cancellationFee(data, terms, at) : undefined }] : [],
  );
  const totalFen = rows.reduce((sum, { feeFen = 0 }) => sum + feeFen, 0);
  return (
    <section aria-label={m.attendance_series_fees()}>
      <ul className="occurrences">
        {rows.map(({ booking: one, feeFen }) => (
          <li key={one.id}>
            <span>{rangeText(Date.parse(one.from), Date.parse(one.until), one.instrument.zone)}</span>
            {feeFen === undefined ? null : feeFen > 0 ? (
              <Tag tone="hm" icon="warn">
                ¥{yuanText(feeFen)}
              </Tag>
            ) : (
              <Tag tone="ok" icon="check">
                {m.attendance_series_free()}
              </Tag>
            )}
          </li>
        ))}
      </ul>
      <Note tone={totalFen > 0 ? 'hm' : undefined}>
        {m.attendance_series_total({ count: rows.length, amount: yuanText(totalFen) })}
      </Note>
    </section>
  );
}
