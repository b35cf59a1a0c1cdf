import type { Reach } from '@guanyi/domain/identity/reach';
import type { DamageStatus } from '@guanyi/domain/lending/damage';
import type { LendingKind } from '@guanyi/domain/lending/lending';
import type { Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

export interface NewDamage {
  id: string;
  item: string;
  description: string;
  amountFen: number | null;
  source: 'difference' | 'report';
  status: DamageStatus;
  answerDueAt: number | null;
  reportedBy: string;
  at: number;
}

/** A claim for damage as commands handle it. */
export interface StoredDamage {
  labId: string;
  lendingId: string;
  id: string;
  version: number;
  kind: LendingKind;
  item: string;
  status: DamageStatus;
  amountFen: number | null;
  proposal: string | null;
  answer: string | null;
  decision: string | null;
  counterFen: number | null;
  answerDueAt: number | null;
  photoIds: string[];
  capturedFen: number;
  chargedFen: number;
  chargeId: string | null;
}

export async function insertDamage(tx: Tx, lending: { labId: string; id: string }, damage: NewDamage): Promise<void> {
  const at = instantToText(damage.at);
  await tx.sql`
    INSERT INTO damage_claims (lab_id, lending_id, id, item, description, amount_fen, source, status, answer_due_at, photo_ids, reported_by,
      at, created_at, updated_at)
    VALUES (${lending.labId}, ${lending.id}, ${damage.id}, ${damage.item}, ${damage.description}, ${damage.amountFen}, ${damage.source},
      ${damage.status}, ${damage.answerDueAt === null ? null : instantToText(damage.answerDueAt)}, '{}', ${damage.reportedBy}, ${at}, ${at}, ${at})`;
}

/** Which loan or lease within reach a claim belongs to, without locking either. */
export async function findLendingOfDamage(
  tx: Tx,
  reach: Reach,
  damageId: string,
): Promise<{ labId: string; id: string; kind: LendingKind } | undefined> {
  const owners = { organisationId: 'b.organisation_id', labId: 'b.lab_id', districtId: 'b.district_id' };
  const [row] = await tx.sql<{ labId: string; id: string; kind: LendingKind }[]>`
    SELECT b.lab_id AS "labId", b.id, b.kind FROM damage_claims d JOIN lendings b ON b.lab_id = d.lab_id AND b.id = d.lending_id
    WHERE d.id = ${damageId} AND ${withinReach(tx, reach, owners)}`;
  return row;
}

/** A claim whose loan or lease is locked, which orders all that happens to it. */
export async function loadDamage(tx: Tx, lending: { labId: string; id: string }, id: string): Promise<StoredDamage> {
  const [row] = await tx.sql<(Omit<StoredDamage, 'answerDueAt'> & { answerDueAt: string | null })[]>`
    SELECT d.lab_id AS "labId", d.lending_id AS "lendingId", d.id, d.version, b.kind, d.item, d.status, d.amount_fen AS "amountFen", d.proposal,
      d.answer, d.decision, d.counter_fen AS "counterFen", d.answer_due_at::text AS "answerDueAt", d.photo_ids AS "photoIds",
      d.captured_fen AS "capturedFen", d.charged_fen AS "chargedFen", d.charge_id AS "chargeId"
    FROM damage_claims d JOIN lendings b ON b.lab_id = d.lab_id AND b.id = d.lending_id
    WHERE d.lab_id = ${lending.labId} AND d.lending_id = ${lending.id} AND d.id = ${id} FOR UPDATE OF d`;
  if (!row) throw new Error(`Claim ${id} is gone while its loan was locked.`);
  return { ...row, answerDueAt: row.answerDueAt === null ? null : instantFromText(row.answerDueAt) };
}

/** Writes a new state. @throws when the row has changed since it was loaded. */
export async function saveDamage(tx: Tx, damage: StoredDamage, now: number): Promise<void> {
  const result = await tx.sql`
    UPDATE damage_claims SET status = ${damage.status}, amount_fen = ${damage.amountFen}, proposal = ${damage.proposal},
      answer = ${damage.answer}, decision = ${damage.decision}, counter_fen = ${damage.counterFen},
      answer_due_at = ${damage.answerDueAt === null ? null : instantToText(damage.answerDueAt)}, photo_ids = ${damage.photoIds},
      captured_fen = ${damage.capturedFen}, charged_fen = ${damage.chargedFen}, charge_id = ${damage.chargeId},
      version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${damage.labId} AND lending_id = ${damage.lendingId} AND id = ${damage.id} AND version = ${damage.version}`;
  if (result.count !== 1) throw new Error(`Claim ${damage.id} changed while its loan was locked.`);
}
