import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { dayTime, localText } from '../ui/format.ts';
import type { IconName } from '../ui/icon.tsx';
import { getLocale, setLocale } from '../ui/locale.ts';
import { getTheme, setTheme } from '../ui/theme.ts';
import { bookingStatusName } from '../ui/vocabulary.ts';
import { dayOf } from '../ui/zone.ts';
import type { Reply } from './client.ts';
import { canOpen, deskNavFor } from './desk-nav.ts';
import { labsWithRole } from './own-labs.ts';
import { read } from './query.ts';
import { hasRole, type Session, useSession } from './session.ts';

export interface PaletteEntry {
  key: string;
  group: string;
  icon: IconName;
  title: string;
  detail?: string | undefined;
  run: () => void;
}

type Booking = Reply<'getBooking'>;
type Navigate = ReturnType<typeof useNavigate>;

const shownPerGroup = 6;

function matches(words: string, ...texts: (string | undefined)[]): boolean {
  const text = texts.filter(Boolean).join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function pageEntries(session: Session, navigate: Navigate): PaletteEntry[] {
  const pages = deskNavFor(session).flatMap(({ items }) => items);
  const shop = [
    { to: '/', title: m.ui_to_search },
    { to: '/bookings', title: m.ui_my_bookings },
    { to: '/notifications', title: m.ui_notifications },
    { to: '/account', title: m.ui_account },
  ];
  return [...pages, ...shop].map(({ to, title }) => ({
    key: to,
    group: m.desk_palette_pages(),
    icon: 'right',
    title: title(),
    run: () => void navigate({ to }),
  }));
}

function actionEntries(): PaletteEntry[] {
  const other = getLocale() === 'en' ? ('zh-CN' as const) : ('en' as const);
  const isDark = getTheme() === 'dark';
  return [
    {
      key: 'language',
      group: m.desk_palette_actions(),
      icon: 'globe',
      title: other === 'en' ? 'English' : '中文',
      detail: m.ui_language(),
      run: () => setLocale(other),
    },
    {
      key: 'theme',
      group: m.desk_palette_actions(),
      icon: isDark ? 'sun' : 'moon',
      title: isDark ? m.ui_theme_light() : m.ui_theme_dark(),
      detail: m.ui_theme(),
      run: () => setTheme(isDark ? 'light' : 'dark'),
    },
  ];
}

/** Where a booking is worked on: at the inbox while it waits, else on the board of its day; customers see their own page. */
function openBooking(session: Session, navigate: Navigate, booking: Booking): void {
  const manages = labsWithRole(session, ['labManager']).some(({ id }) => id === booking.labId);
  if (booking.status === 'pendingApproval' && manages) {
    void navigate({ to: '/desk/inbox', search: { booking: booking.id } });
  } else if (canOpen(session, '/desk/board')) {
    const day = dayOf(Date.parse(booking.from), booking.instrument.zone);
    void navigate({ to: '/desk/board', search: { lab: booking.labId, day, booking: booking.id } });
  } else void navigate({ to: '/bookings/$bookingId', params: { bookingId: booking.id } });
}

/** What the palette offers for some words: pages and actions at once, instruments and bookings once they are found. */
export function usePaletteEntries(
  words: string,
  settledWords: string,
): { entries: PaletteEntry[]; isSearching: boolean } {
  const session = useSession();
  const navigate = useNavigate();
  const hasWords = settledWords.length > 0;
  const found = useQuery({
    ...read('searchInstruments', { query: { q: settledWords, limit: shownPerGroup } }),
    enabled: hasWords,
  });
  const recent = useQuery({
    ...read('listBookings', { query: { limit: 100 } }),
    enabled:
      hasWords &&
      hasRole(
        session,
        'labManager',
        'keeper',
        'finance',
        'assetOfficer',
        'orgAdmin',
        'orgFinance',
        'auditor',
        'hqReviewer',
        'platformAdmin',
      ),
  });
  const here = [...pageEntries(session, navigate), ...actionEntries()].filter(({ title, detail }) =>
    matches(words, title, detail),
  );
  if (!hasWords) return { entries: here, isSearching: false };
  return {
    entries: [
      ...here,
      ...instrumentEntries(session, navigate, found.data?.items ?? []),
      ...bookingEntries(session, navigate, recent.data?.items ?? [], words),
    ],
    isSearching: found.isFetching || recent.isFetching,
  };
}

type Instrument = Reply<'searchInstruments'>['items'][number];

/** Instruments lead to their editor where the person may edit them, else to their public page. */
function instrumentEntries(session: Session, navigate: Navigate, instruments: readonly Instrument[]): PaletteEntry[] {
  const edits = new Set(labsWithRole(session, ['labManager']).map(({ id }) => id));
  const editsAll = hasRole(session, 'platformAdmin');
  return instruments.map((instrument) => ({
    key: instrument.id,
    group: m.desk_palette_instruments(),
    icon: 'flask',
    title: `${instrument.model} ${localText(instrument.name)}`,
    detail: localText(instrument.lab.name),
    run: () =>
      void navigate({
        to: editsAll || edits.has(instrument.labId) ? '/desk/instruments/$instrumentId' : '/instruments/$instrumentId',
        params: { instrumentId: instrument.id },
      }),
  }));
}

function bookingEntries(
  session: Session,
  navigate: Navigate,
  bookings: readonly Booking[],
  words: string,
): PaletteEntry[] {
  const found = bookings.filter(({ number, instrument, organisation, user }) =>
    matches(words, number, instrument.model, localText(organisation.name), user.displayName),
  );
  return found.slice(0, shownPerGroup).map((booking) => {
    const when = dayTime(Date.parse(booking.from), booking.instrument.zone);
    return {
      key: booking.id,
      group: m.desk_palette_bookings(),
      icon: 'calendar',
      title: `${booking.number} ${booking.instrument.model}`,
      detail: [localText(booking.organisation.name), when, bookingStatusName(booking.status)].join(' · '),
      run: () => openBooking(session, navigate, booking),
    };
  });
}
