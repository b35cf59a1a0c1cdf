import { insertCharge } from '@guanyi/db/billing/charges';
import type { Tx } from '@guanyi/db/client';
import { findLendingOfDamage, loadDamage, type StoredDamage, saveDamage } from '@guanyi/db/lending/damages';
import type { StoredLending } from '@guanyi/db/lending/lendings';
import { findPartyPictures } from '@guanyi/db/lending/reports';
import { append } from '@guanyi/db/outbox';
import { rateDamage } from '@guanyi/domain/billing/cancellation';
import { coverDamage, type DamageVerb, damageAnswerDue, moveDamage } from '@guanyi/domain/lending/damage';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { loadForChange, note } from './change-lending.ts';
import { captureHeld } from './settle-deposit.ts';

export interface DamageChange {
  damageId: string;
  ifMatch?: number | undefined;
}

/** Of what loan or lease the claim is, for the answer to the caller. */
type Claimed = Outcome<{ damageId: string; id: string; kind: 'loan' | 'lease' }>;

interface Step {
  verb: DamageVerb;
  /** What the timeline of the loan says. */
  words: string;
  edit: (
    damage: StoredDamage,
    lending: StoredLending,
  ) => Partial<StoredDamage> | Promise<Partial<StoredDamage> | Refusal>;
}

/** The lab says what the damage costs; the borrower has ten days to answer. Said again, it replaces what was said before. */
export async function proposeDamage(
  tx: Tx,
  context: CommandContext,
  input: DamageChange & { amountFen: number; reason: string; photoIds: string[] },
): Promise<Claimed> {
  return step(tx, context, input, {
    verb: 'propose',
    words: input.reason,
    edit: async (damage, lending) => {
      const pictures = (await findPartyPictures(tx, input.photoIds, lending)).map((picture) => picture.id);
      const faults = input.photoIds.flatMap((photoId, i) =>
        pictures.includes(photoId) ? [] : [{ pointer: `/photoIds/${i}`, code: 'not-a-picture' }],
      );
      if (faults.length > 0) return refuse('photo-invalid', { errors: faults });
      const { amountFen, reason } = input;
      const photoIds = [...new Set([...damage.photoIds, ...pictures])];
      return {
        amountFen,
        proposal: reason,
        photoIds,
        answer: null,
        counterFen: null,
        answerDueAt: damageAnswerDue(context.now),
      };
    },
  });
}

/** The borrower accepts the amount, or contests it, if they wish with what they would pay. */
export async function answerDamage(
  tx: Tx,
  context: CommandContext,
  input: DamageChange & { accept: boolean; comment: string; counterFen?: number | undefined },
): Promise<Claimed> {
  const { accept, comment, counterFen } = input;
  return step(tx, context, input, {
    verb: accept ? 'accept' : 'contest',
    words: comment,
    edit: () => ({ answer: comment, answerDueAt: null, ...(accept ? {} : { counterFen: counterFen ?? null }) }),
  });
}

/** The district says what is owed for damage that is contested, or that was never answered. */
export async function decideDamage(
  tx: Tx,
  context: CommandContext,
  input: DamageChange & { amountFen: number; reason: string },
): Promise<Claimed> {
  const { amountFen, reason } = input;
  const edit = () => ({ amountFen, decision: reason, answerDueAt: null });
  return step(tx, context, input, { verb: 'decide', words: reason, edit });
}

/** The lab asks for nothing. */
export async function waiveDamage(
  tx: Tx,
  context: CommandContext,
  input: DamageChange & { reason: string },
): Promise<Claimed> {
  const { reason } = input;
  return step(tx, context, input, {
    verb: 'waive',
    words: reason,
    edit: () => ({ decision: reason, answerDueAt: null }),
  });
}

/** Takes the agreed amount from what is held as deposit; what exceeds it becomes a charge, untaxed, as nothing was supplied. */
export async function settleDamage(tx: Tx, context: CommandContext, input: DamageChange): Promise<Claimed> {
  return step(tx, context, input, {
    verb: 'settle',
    words: '',
    edit: async (damage, lending) => {
      const { capturedFen, chargedFen } = coverDamage(damage.amountFen ?? 0, lending.heldFen);
      if (capturedFen > 0) {
        const refusal = await captureHeld(tx, context, lending, capturedFen, damage.item);
        if (refusal) return refusal;
      }
      const chargeId = chargedFen > 0 ? await charge(tx, context, lending, damage, chargedFen) : null;
      return { capturedFen, chargedFen, chargeId };
    },
  });
}

/**
 * Locks the loan or lease, which orders all that happens to it, then takes the claim one step. Of two at once the second sees what the
 * first did and gets `state-conflict`.
 */
async function step(
  tx: Tx,
  context: CommandContext,
  change: DamageChange,
  { verb, words, edit }: Step,
): Promise<Claimed> {
  const key = await findLendingOfDamage(tx, context.reach, change.damageId);
  if (!key) return refuse('not-found');
  const loaded = await loadForChange(tx, context, { kind: key.kind, id: key.id });
  if (!loaded.ok) return loaded;
  const damage = await loadDamage(tx, key, change.damageId);
  if (change.ifMatch !== undefined && change.ifMatch !== damage.version)
    return refuse('version-mismatch', { details: { version: damage.version } });
  const moved = moveDamage(damage, verb, context.now);
  if (!moved.ok) return refuse('state-conflict', { details: { currentStatus: moved.status } });
  const lending = await note(tx, context, loaded.value, `${verb}Damage`, {
    note: words === '' ? damage.item : `${damage.item}: ${words}`,
  });
  const edited = await edit(damage, lending);
  if ('ok' in edited) return edited as Refusal;
  await saveDamage(tx, { ...damage, ...edited, status: moved.status }, context.now);
  return done({ damageId: damage.id, id: key.id, kind: key.kind });
}

async function charge(
  tx: Tx,
  context: CommandContext,
  lending: StoredLending,
  damage: StoredDamage,
  amountFen: number,
): Promise<string> {
  const chargeId = newId();
  const { labId } = lending;
  await insertCharge(tx, {
    ...{ id: chargeId, labId, payeeId: lending.districtId, organisationId: lending.organisationId },
    ...{ instrumentId: lending.instrumentId, kind: 'damage', bookingId: null, usageRecordId: null },
    ...(lending.kind === 'loan' ? { loanId: lending.id } : { leaseId: lending.id }),
    ...{ refersToChargeId: null, pricePolicyId: null, ...rateDamage(amountFen) },
    ...{
      reason: damage.item,
      createdBy: context.reach.userId ?? null,
      occurredAt: context.now,
      createdAt: context.now,
    },
  });
  const payload = { labId, chargeId };
  await append(tx, { name: 'charge.created', labId, aggregateId: chargeId, payload, occurredAt: context.now });
  return chargeId;
}
