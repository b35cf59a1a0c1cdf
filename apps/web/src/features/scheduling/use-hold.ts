import { useQuery } from '@tanstack/react-query';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { type Hold, holdsWindow, ownHold, saveHold } from './booking-draft.ts';

/** Keeps the window for this person while the form is filled in; asks once per window and tab. */
export function useHold(instrumentId: string, from: string, until: string, organisationId: string | undefined) {
  return useQuery({
    queryKey: ['hold', instrumentId, from, until],
    queryFn: async (): Promise<Hold> => {
      const kept = ownHold(instrumentId, now());
      if (kept && holdsWindow(kept, { from: Date.parse(from), until: Date.parse(until) })) return kept;
      if (kept) await giveBack(instrumentId, kept);
      const hold = await call('createHold', {
        body: { instrumentId, from, until, ...(organisationId && { organisationId }) },
      });
      saveHold(instrumentId, hold);
      return hold;
    },
    enabled: Boolean(organisationId),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Gives a hold back, so that others need not wait for its end. A hold that is gone already is no trouble. */
export async function giveBack(instrumentId: string, hold: Hold | undefined): Promise<void> {
  saveHold(instrumentId, undefined);
  if (hold) await call('releaseHold', { params: { holdId: hold.id } }).catch(() => undefined);
}
