import type { TestApp } from '../../support/build-app.ts';
import type { Makers } from './side.ts';

/** Calendars to subscribe to: one of the person, and the address of one that follows an instrument. */
export function calendarMakers(api: TestApp): Makers {
  return {
    calendarFeedId: async (_side, owner) => {
      const reply = await api.send('POST /calendar-feeds', { token: owner.token, body: { scope: 'user' } });
      return reply.body.id;
    },
    /** A year that nobody's times depend on. */
    year: () => '2190',
    feedToken: async (side) => {
      const body = { scope: 'instrument', instrumentId: side.instrument };
      const reply = await api.send('POST /calendar-feeds', { token: side.people.stViewer.token, body });
      return reply.body.feedToken;
    },
  };
}
