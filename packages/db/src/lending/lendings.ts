import type { Reach } from '@guanyi/domain/identity/reach';
import type { LendingKind, LendingStatus } from '@guanyi/domain/lending/lending';
import { type EventName, eventVersions } from '@guanyi/events/events';
import { newId } from '@guanyi/platform/ids';
import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

/** A loan or lease as commands handle it. */
export interface StoredLending {
  labId: string;
  id: string;
  version: number;
  kind: LendingKind;
  number: string;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  status: LendingStatus;
  firstDay: string;
  lastDay: string;
  from: number;
  until: number;
  zone: string;
  purposeKind: string;
  purposeText: string;
  address: string;
  accessories: string[];
  originalValueFen: number;
  depositFen: number;
  heldFen: number;
  capturedFen: number;
  releasedFen: number;
  pricePolicyId: string | null;
  priceGroup: string | null;
  decisionReason: string | null;
  handedOverAt: number | null;
  returnedAt: number | null;
  madeWayUntil: number | null;
  /** Granted, it takes its days from bookings that lie on them. */
  displaces: boolean;
}

export type NewLending = Omit<
  StoredLending,
  | 'version'
  | 'status'
  | 'heldFen'
  | 'capturedFen'
  | 'releasedFen'
  | 'decisionReason'
  | 'handedOverAt'
  | 'returnedAt'
  | 'madeWayUntil'
> & { createdAt: number };

/** What is written beside every change. */
export interface LendingStep {
  action: string;
  at: number;
  actorUserId: string | null;
  fromStatus: LendingStatus | null;
  note: string | null;
  event: EventName;
}

export async function insertLending(tx: Tx, lending: NewLending): Promise<void> {
  const at = instantToText(lending.createdAt);
  await tx.sql`
    INSERT INTO lendings (lab_id, id, kind, number, instrument_id, district_id, organisation_id, user_id, status, first_day, last_day, from_at,
      until_at, zone, purpose_kind, purpose_text, address, accessories, original_value_fen, deposit_fen, price_policy_id, price_group,
      displaces, created_at, updated_at)
    VALUES (${lending.labId}, ${lending.id}, ${lending.kind}, ${lending.number}, ${lending.instrumentId}, ${lending.districtId},
      ${lending.organisationId}, ${lending.userId}, 'requested', ${lending.firstDay}, ${lending.lastDay}, ${instantToText(lending.from)},
      ${instantToText(lending.until)}, ${lending.zone}, ${lending.purposeKind}, ${lending.purposeText}, ${lending.address},
      ${lending.accessories}, ${lending.originalValueFen}, ${lending.depositFen}, ${lending.pricePolicyId}, ${lending.priceGroup},
      ${lending.displaces}, ${at}, ${at})`;
  await remember(tx, lending, 'requested', {
    action: 'request',
    at: lending.createdAt,
    actorUserId: lending.userId,
    fromStatus: null,
    note: null,
    event: 'lending.changed',
  });
}

type LendingRow = Omit<StoredLending, 'from' | 'until' | 'handedOverAt' | 'returnedAt' | 'madeWayUntil'> &
  Record<'from' | 'until', string> &
  Record<'handedOverAt' | 'returnedAt' | 'madeWayUntil', string | null>;

function columns(connection: Connection) {
  return connection.sql`
    lab_id AS "labId", id, version, kind, number, instrument_id AS "instrumentId", district_id AS "districtId",
    organisation_id AS "organisationId", user_id AS "userId", status, first_day::text AS "firstDay", last_day::text AS "lastDay",
    from_at::text AS "from", until_at::text AS until, zone, purpose_kind AS "purposeKind", purpose_text AS "purposeText", address, accessories,
    original_value_fen AS "originalValueFen", deposit_fen AS "depositFen", held_fen AS "heldFen", captured_fen AS "capturedFen",
    released_fen AS "releasedFen", price_policy_id AS "pricePolicyId", price_group AS "priceGroup",
    decision_reason AS "decisionReason", handed_over_at::text AS "handedOverAt", returned_at::text AS "returnedAt",
    made_way_until_at::text AS "madeWayUntil", displaces`;
}

function lendingOf(row: LendingRow): StoredLending {
  const optional = (text: string | null) => (text === null ? null : instantFromText(text));
  return {
    ...row,
    from: instantFromText(row.from),
    until: instantFromText(row.until),
    handedOverAt: optional(row.handedOverAt),
    returnedAt: optional(row.returnedAt),
    madeWayUntil: optional(row.madeWayUntil),
  };
}

const owners = { organisationId: 'organisation_id', labId: 'lab_id', districtId: 'district_id' };

async function select(tx: Tx, condition: Fragment, more: Fragment): Promise<StoredLending[]> {
  const rows = await tx.sql<LendingRow[]>`SELECT ${columns(tx)} FROM lendings WHERE ${condition} ${more}`;
  return rows.map(lendingOf);
}

/** One loan or lease within reach, locked until the transaction ends. */
export async function loadLendingForUpdate(
  tx: Tx,
  reach: Reach,
  kind: LendingKind,
  id: string,
): Promise<StoredLending | undefined> {
  const condition = tx.sql`id = ${id} AND kind = ${kind} AND ${withinReach(tx, reach, owners)}`;
  return (await select(tx, condition, tx.sql`FOR UPDATE`))[0];
}

/** Where a loan or lease within reach lies, without locking it. */
export async function findLendingKey(
  tx: Tx,
  reach: Reach,
  kind: LendingKind,
  id: string,
): Promise<{ labId: string; id: string } | undefined> {
  const [row] = await tx.sql<{ labId: string; id: string }[]>`
    SELECT lab_id AS "labId", id FROM lendings WHERE id = ${id} AND kind = ${kind} AND ${withinReach(tx, reach, owners)}`;
  return row;
}

/** One that a chain, a contract or an event names. @throws when it is gone. */
export async function loadLendingByKey(tx: Tx, labId: string, id: string): Promise<StoredLending> {
  const [lending] = await select(tx, tx.sql`lab_id = ${labId} AND id = ${id}`, tx.sql`FOR UPDATE`);
  if (!lending) throw new Error(`Lending ${id} is gone.`);
  return lending;
}

/**
 * What the end of its last day changes, and what is overdue and needs more time; rows in somebody else's hands are left.
 * @param horizon up to when the way must be clear for what is overdue.
 */
export async function loadDueLendings(tx: Tx, now: number, horizon: number, limit: number): Promise<StoredLending[]> {
  const condition = tx.sql`status IN ('requested', 'approved', 'contracted', 'handedOver', 'overdue') AND until_at <= ${instantToText(now)}
    AND (status <> 'overdue' OR made_way_until_at IS NULL OR made_way_until_at < ${instantToText(horizon)})`;
  return select(tx, condition, tx.sql`ORDER BY until_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`);
}

/** Returned ones that hold nothing and wait to be closed. */
export async function loadLendingsToClose(tx: Tx, limit: number): Promise<StoredLending[]> {
  return select(
    tx,
    tx.sql`status = 'returned' AND held_fen = 0`,
    tx.sql`ORDER BY returned_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
  );
}

/** Those that end within the time and whose parties have not been told, each once. */
export async function loadDueSoon(tx: Tx, now: number, until: number, limit: number): Promise<StoredLending[]> {
  const condition = tx.sql`status = 'handedOver' AND until_at > ${instantToText(now)} AND until_at <= ${instantToText(until)}
    AND due_soon_told_at IS NULL`;
  return select(tx, condition, tx.sql`ORDER BY until_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`);
}

export async function markDueSoonTold(tx: Tx, lending: StoredLending, now: number): Promise<void> {
  await tx.sql`UPDATE lendings SET due_soon_told_at = ${instantToText(now)} WHERE lab_id = ${lending.labId} AND id = ${lending.id}`;
}

/** Those that have been overdue since before an instant and have not suspended their customer, each once. */
export async function loadLongOverdue(tx: Tx, since: number, limit: number): Promise<StoredLending[]> {
  const condition = tx.sql`status = 'overdue' AND until_at <= ${instantToText(since)} AND suspended_at IS NULL`;
  return select(tx, condition, tx.sql`ORDER BY until_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`);
}

export async function markSuspending(tx: Tx, lending: StoredLending, now: number): Promise<void> {
  await tx.sql`UPDATE lendings SET suspended_at = ${instantToText(now)} WHERE lab_id = ${lending.labId} AND id = ${lending.id}`;
}

/** The number of a loan or lease for which a customer is suspended, or undefined. */
export async function findSuspending(tx: Tx, organisationId: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ number: string }[]>`
    SELECT number FROM lendings
    WHERE organisation_id = ${organisationId} AND suspended_at IS NOT NULL AND status = 'overdue' ORDER BY until_at LIMIT 1`;
  return row?.number;
}

/** Terms of a customer that count for aggregation: neither declined nor cancelled, of one mode and owner where these are given. */
export async function listTermsOfCustomer(
  { sql }: Connection,
  where: { organisationId: string; exceptId: string | null },
): Promise<
  {
    kind: LendingKind;
    districtId: string;
    instrumentId: string;
    originalValueFen: number;
    firstDay: string;
    lastDay: string;
  }[]
> {
  return sql`
    SELECT kind, district_id AS "districtId", instrument_id AS "instrumentId", original_value_fen AS "originalValueFen",
      first_day::text AS "firstDay", last_day::text AS "lastDay"
    FROM lendings WHERE organisation_id = ${where.organisationId} AND status NOT IN ('declined', 'cancelled')
      AND id IS DISTINCT FROM ${where.exceptId}`;
}

/** Lets one request of a customer be judged at a time, so that split contracts cannot pass each other by. */
export async function lockCustomerTerms(tx: Tx, organisationId: string): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${organisationId}, 6))`;
}

/** Writes a new state with its history and event. @throws when the row has changed since it was loaded. */
export async function saveLending(tx: Tx, lending: StoredLending, step: LendingStep): Promise<void> {
  const at = instantToText(step.at);
  const optional = (value: number | null) => (value === null ? null : instantToText(value));
  const result = await tx.sql`
    UPDATE lendings SET status = ${lending.status}, last_day = ${lending.lastDay}, until_at = ${instantToText(lending.until)},
      from_at = ${instantToText(lending.from)},
      held_fen = ${lending.heldFen}, captured_fen = ${lending.capturedFen}, released_fen = ${lending.releasedFen},
      decision_reason = ${lending.decisionReason}, handed_over_at = ${optional(lending.handedOverAt)},
      returned_at = ${optional(lending.returnedAt)}, made_way_until_at = ${optional(lending.madeWayUntil)},
      version = version + 1, updated_at = ${at}
    WHERE lab_id = ${lending.labId} AND id = ${lending.id} AND version = ${lending.version}`;
  if (result.count !== 1) throw new Error(`Lending ${lending.id} changed while it was locked.`);
  await remember(tx, lending, lending.status, step);
}

async function remember(
  tx: Tx,
  lending: Pick<StoredLending, 'labId' | 'id'>,
  toStatus: LendingStatus,
  step: LendingStep,
): Promise<void> {
  const at = instantToText(step.at);
  const payload = {
    labId: lending.labId,
    lendingId: lending.id,
    action: step.action,
    actorUserId: step.actorUserId,
    ...(step.note ? { reason: step.note } : {}),
  };
  await tx.sql`
    WITH remembered AS (
      INSERT INTO lending_history (lab_id, lending_id, id, at, action, actor_user_id, from_status, to_status, note)
      VALUES (${lending.labId}, ${lending.id}, ${newId()}, ${at}, ${step.action}, ${step.actorUserId}, ${step.fromStatus}, ${toStatus}, ${step.note})
    )
    INSERT INTO outbox (id, lab_id, name, version, aggregate_id, payload, occurred_at)
    VALUES (${newId()}, ${lending.labId}, ${step.event}, ${eventVersions[step.event]}, ${lending.id}, ${tx.sql.json(payload as never)}, ${at})`;
}
