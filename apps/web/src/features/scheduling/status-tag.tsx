import { ModeBadge } from '../../ui/mode-badge.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type BookingStatus, bookingStatusName } from '../../ui/vocabulary.ts';

const live: Partial<Record<BookingStatus, 'pend' | 'solid'>> = {
  pendingApproval: 'pend',
  confirmed: 'solid',
  inUse: 'solid',
};

/** Where a booking stands: claims that occupy carry their pattern, ended ones a plain tag. */
export function StatusTag({ status }: { status: BookingStatus }) {
  const certainty = live[status];
  if (certainty === 'pend') return <ModeBadge mode="rent" certainty="pend" label={bookingStatusName(status)} />;
  if (certainty === 'solid') return <ModeBadge mode="rent" label={bookingStatusName(status)} />;
  const tone = status === 'completed' ? 'ok' : status === 'declined' || status === 'noShow' ? 'bad' : undefined;
  return (
    <Tag tone={tone} {...(tone && { icon: tone === 'ok' ? ('check' as const) : ('warn' as const) })}>
      {bookingStatusName(status)}
    </Tag>
  );
}
