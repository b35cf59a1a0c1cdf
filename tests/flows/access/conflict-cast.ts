import { hashSecret, newSecret } from '@guanyi/commands/identity/secrets';
import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { createInstrument } from '../../support/factories/world.ts';
import type { Makers, Side } from './side.ts';

type Sample = (side: Side) => { body?: unknown };

let slots = 0;

/** Half an hour that nobody else asks for. */
function nextSlot(): { from: string; until: string } {
  const from = Date.parse('2027-02-01T00:00:00Z') + Math.floor(slots / 20) * 86_400_000 + (slots % 20) * 1_800_000;
  slots += 1;
  return { from: new Date(from).toISOString(), until: new Date(from + 1_800_000).toISOString() };
}

/** Makes outages and what follows from them. */
export function conflictMakers(api: TestApp): Makers {
  const post = async (side: Side, role: 'booker' | 'keeper', path: string, body: unknown) => {
    const reply = await api.send(`POST ${path}`, { token: side.people[role].token, body });
    if (reply.status !== 201) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const outageOverBooking = async (side: Side) => {
    const instrumentId = await createInstrument(api.database, { labId: side.lab, districtId: side.district });
    const slot = { instrumentId, ...nextSlot() };
    await post(side, 'booker', '/bookings', { ...slot, purpose: { kind: 'research', text: 'access' } });
    return post(side, 'keeper', '/outages', { ...slot, kind: 'breakdown', note: 'access' });
  };
  return {
    outageId: async (side) => (await outageOverBooking(side)).id,
    answerToken: async (side) => {
      const conflict = (await outageOverBooking(side)).conflicts[0];
      const token = newSecret();
      await api.database.sql`
        INSERT INTO conflict_links (lab_id, id, conflict_id, user_id, token_hash, expires_at)
        VALUES (${side.lab}, ${newId()}, ${conflict.id}, ${conflict.userId}, ${hashSecret(token)}, ${conflict.deadline})`;
      return token;
    },
    waitlistEntryId: async (side) => {
      const instrumentId = await createInstrument(api.database, { labId: side.lab, districtId: side.district });
      const entry = await post(side, 'booker', '/waitlist-entries', { instrumentId, ...nextSlot(), minutes: 30 });
      return entry.id;
    },
    conflictId: async (side) => (await outageOverBooking(side)).conflicts[0].id,
  };
}

export const conflictSamples: Record<string, Sample> = {
  resolveConflict: () => ({ body: { action: 'cancel' } }),
  answerConflictByLink: () => ({ body: { action: 'cancel' } }),
  offerWaitlistSlot: () => ({ body: { from: nextSlot().from } }),
  joinWaitlist: (side) => ({
    body: { instrumentId: side.instrument, ...nextSlot(), minutes: 30, autoAccept: false, onBehalfOf: side.customer },
  }),
  createOutage: (side) => ({
    body: { instrumentId: side.instrument, ...nextSlot(), kind: 'maintenance', note: 'access' },
  }),
};

export const conflictOwnedByBody = ['createOutage', 'joinWaitlist'];
