import { listLabs } from '@guanyi/db/catalogue/labs';
import { type FeedScope, insertFeed, type StoredFeed } from '@guanyi/db/notifications/feeds';
import { findInstrumentFacts } from '@guanyi/db/scheduling/facts';
import { newId } from '@guanyi/platform/ids';
import { type Command, done, type Refusal, refuse } from '../context.ts';
import { hashSecret, newSecret } from '../identity/secrets.ts';

export interface FeedRequest {
  readonly scope: FeedScope;
  readonly instrumentId?: string | undefined;
  readonly labId?: string | undefined;
}

/**
 * Opens a calendar under a secret address. Anybody may follow an instrument, since its busy time is public; a lab's calendar
 * is for its own people. What either shows is decided at every reading by the rights that the owner has then.
 */
export const createCalendarFeed: Command<FeedRequest, { feed: StoredFeed; token: string }> = async (
  tx,
  context,
  request,
) => {
  const { userId, labIds, districtIds, all } = context.reach;
  if (!userId) return refuse('not-signed-in');
  const misplaced = misplacedSubject(request);
  if (misplaced) return misplaced;
  let labId: string | null = null;
  if (request.scope === 'instrument' && request.instrumentId) {
    const range = { from: context.now, until: context.now + 1 };
    const facts = await findInstrumentFacts(tx, request.instrumentId, range);
    if (!facts) return refuse('not-found');
    labId = facts.labId;
  }
  if (request.scope === 'lab' && request.labId) {
    const [lab] = await listLabs(tx, { id: request.labId, limit: 1 });
    if (!lab || !(all || labIds.includes(lab.id) || districtIds.includes(lab.districtId))) return refuse('not-found');
    labId = lab.id;
  }
  const token = newSecret();
  const feed = await insertFeed(
    tx,
    {
      id: newId(),
      userId,
      scope: request.scope,
      instrumentId: request.instrumentId ?? null,
      labId,
      tokenHash: hashSecret(token),
    },
    context.now,
  );
  return done({ feed, token });
};

/** A calendar of an instrument names it, one of a lab names that, one's own names nothing. */
function misplacedSubject({ scope, instrumentId, labId }: FeedRequest): Refusal | undefined {
  const wrong = (pointer: string, code: string) => refuse('invalid-input', { errors: [{ pointer, code }] });
  if (scope === 'instrument' && !instrumentId) return wrong('/instrumentId', 'required');
  if (scope === 'lab' && !labId) return wrong('/labId', 'required');
  if (scope !== 'instrument' && instrumentId) return wrong('/instrumentId', 'unknown-field');
  if (scope !== 'lab' && labId) return wrong('/labId', 'unknown-field');
  return undefined;
}
