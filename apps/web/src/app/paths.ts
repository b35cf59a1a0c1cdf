/** Every address of the site in one place, for links from other features, mails and tests. Pages below /desk are staff pages. */
export const paths = {
  search: '/',
  instrument: '/instruments/$instrumentId',
  book: '/instruments/$instrumentId/book',
  compare: '/compare',
  labs: '/labs',
  lab: '/labs/$labId',
  bookings: '/bookings',
  booking: '/bookings/$bookingId',
  notifications: '/notifications',
  account: '/account',
  login: '/login',
  register: '/register',
  acceptInvitation: '/invitations/accept',
  desk: '/desk',
} as const;
