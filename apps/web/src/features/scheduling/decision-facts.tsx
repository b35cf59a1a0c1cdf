import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { now } from '../../app/clock.ts';
import { read } from '../../app/query.ts';
import { Fact } from '../../ui/desk.tsx';
import { durationText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { priceGroupName, serviceWayName } from '../../ui/vocabulary.ts';
import { minuteMs } from '../../ui/zone.ts';
import { type Booking, staffNeeded } from './booking-facts.ts';
import type { CalendarClaim } from './calendar-claims.ts';

type FactTone = 'ok' | 'hm' | 'bad' | undefined;

function FactLine({ tone, label, children }: { tone: FactTone; label: string; children: string }) {
  const icon = tone === 'ok' ? 'check' : tone ? 'warn' : 'info';
  return (
    <Fact tone={tone} label={label} icon={<Icon name={icon} />}>
      {children}
    </Fact>
  );
}

/** What a decision about a request rests on: slot, notice, record of the customer, staff, project. */
export function DecisionFacts({ booking, claims }: { booking: Booking; claims: readonly CalendarClaim[] }) {
  const staff = staffNeeded(booking);
  return (
    <>
      <SlotFact booking={booking} claims={claims} />
      <NoticeFact booking={booking} />
      <RecordFact booking={booking} />
      <FactLine tone={staff ? 'hm' : 'ok'} label={m.desk_fact_staff()}>
        {staff
          ? m.desk_fact_staff_needed({ way: staff })
          : m.desk_fact_staff_none({ way: serviceWayName(booking.serviceWay) })}
      </FactLine>
      <FactLine tone={undefined} label={m.desk_fact_price()}>
        {booking.projectCode
          ? m.desk_fact_price_project({ group: priceGroupName(booking.priceGroup), project: booking.projectCode })
          : m.desk_fact_price_group({ group: priceGroupName(booking.priceGroup) })}
      </FactLine>
    </>
  );
}

function SlotFact({ booking, claims }: { booking: Booking; claims: readonly CalendarClaim[] }) {
  const { data: instrument } = useQuery(read('getInstrument', { params: { instrumentId: booking.instrumentId } }));
  const from = Date.parse(booking.from);
  const until = Date.parse(booking.until);
  const other = claims.find((claim) => claim.booking?.id !== booking.id && claim.from < until && claim.until > from);
  if (other) {
    return (
      <FactLine tone="bad" label={m.desk_fact_slot()}>
        {m.desk_fact_slot_clash({ title: other.title, times: other.times })}
      </FactLine>
    );
  }
  const { setupMinutes = 0, teardownMinutes = 0 } = instrument?.rules ?? {};
  return (
    <FactLine tone="ok" label={m.desk_fact_slot()}>
      {setupMinutes || teardownMinutes
        ? m.desk_fact_slot_buffers({ setup: setupMinutes, teardown: teardownMinutes })
        : m.desk_fact_slot_free()}
    </FactLine>
  );
}

function NoticeFact({ booking }: { booking: Booking }) {
  const minutes = Math.floor((Date.parse(booking.from) - now()) / minuteMs);
  const days = Math.floor(minutes / 1440);
  const time =
    days >= 2 ? m.desk_days({ n: days }) : durationText(Math.max(0, minutes - (minutes > 120 ? minutes % 60 : 0)));
  return (
    <FactLine tone={minutes < 1440 ? 'hm' : 'ok'} label={m.desk_fact_notice()}>
      {minutes <= 0 ? m.desk_fact_notice_over() : m.desk_fact_notice_in({ time })}
    </FactLine>
  );
}

/** How earlier bookings of the organisation in this lab ended, of the last hundred. */
function RecordFact({ booking }: { booking: Booking }) {
  const query = { organisationId: booking.organisationId, labId: booking.labId, limit: 100 };
  const { data } = useQuery(read('listBookings', { query }));
  const past = data?.items.filter(({ id }) => id !== booking.id) ?? [];
  const count = (status: Booking['status']) => past.filter((other) => other.status === status).length;
  const noShows = count('noShow');
  if (!data) {
    return (
      <FactLine tone={undefined} label={m.desk_fact_record()}>
        {m.ui_loading()}
      </FactLine>
    );
  }
  return (
    <FactLine tone={noShows > 0 ? 'hm' : past.length > 0 ? 'ok' : undefined} label={m.desk_fact_record()}>
      {past.length === 0
        ? m.desk_fact_record_first()
        : m.desk_fact_record_counts({ n: count('completed'), missed: noShows })}
    </FactLine>
  );
}
