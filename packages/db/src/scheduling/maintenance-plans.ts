import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export interface StoredPlan {
  id: string;
  labId: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  instrumentId: string;
  districtId: string;
  kind: 'maintenance' | 'calibration';
  note: string;
  rrule: string;
  firstDay: string;
  /** Local time `HH:MM`. */
  fromClock: string;
  minutes: number;
  status: 'active' | 'ended';
  /** Occurrences that begin before this are in the calendar. */
  plannedUntil: number;
  dueAt: number | null;
}

/** A plan with the names that people read it by, and with the wall clock in which it is read. */
export interface PlanView extends StoredPlan {
  instrument: { nameZh: string; nameEn: string | null; model: string; zone: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
  /** How far ahead the instrument can be booked; null when it has no rules. */
  horizonDays: number | null;
}

type Instants = 'createdAt' | 'updatedAt' | 'plannedUntil' | 'dueAt';
type Row = Omit<PlanView, Instants> & Record<Instants, string | null>;

function select({ sql }: Connection) {
  return sql`
    SELECT p.id, p.lab_id AS "labId", p.version, p.created_at::text AS "createdAt", p.updated_at::text AS "updatedAt",
      p.instrument_id AS "instrumentId", p.district_id AS "districtId", p.kind, p.note, p.rrule, p.first_day::text AS "firstDay",
      p.from_clock AS "fromClock", p.minutes, p.status, p.planned_until_at::text AS "plannedUntil", p.due_at::text AS "dueAt",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'zone', coalesce(i.zone, l.zone)) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab, r.horizon_days AS "horizonDays"
    FROM maintenance_plans p
    JOIN instruments i ON i.lab_id = p.lab_id AND i.id = p.instrument_id
    JOIN labs l ON l.id = p.lab_id
    LEFT JOIN booking_rules r ON r.lab_id = p.lab_id AND r.instrument_id = p.instrument_id`;
}

function view(row: Row): PlanView {
  return {
    ...row,
    createdAt: instantFromText(row.createdAt ?? ''),
    updatedAt: instantFromText(row.updatedAt ?? ''),
    plannedUntil: instantFromText(row.plannedUntil ?? ''),
    dueAt: row.dueAt === null ? null : instantFromText(row.dueAt),
  };
}

const owners = { labId: 'p.lab_id', districtId: 'p.district_id' };

export async function insertPlan(
  tx: Tx,
  plan: Omit<StoredPlan, 'version' | 'updatedAt' | 'status'> & { createdBy: string },
): Promise<void> {
  const at = instantToText(plan.createdAt);
  await tx.sql`
    INSERT INTO maintenance_plans (lab_id, id, instrument_id, district_id, kind, note, rrule, first_day, from_clock, minutes,
      planned_until_at, due_at, created_by, created_at, updated_at)
    VALUES (${plan.labId}, ${plan.id}, ${plan.instrumentId}, ${plan.districtId}, ${plan.kind}, ${plan.note}, ${plan.rrule},
      ${plan.firstDay}, ${plan.fromClock}, ${plan.minutes}, ${instantToText(plan.plannedUntil)},
      ${plan.dueAt === null ? null : instantToText(plan.dueAt)}, ${plan.createdBy}, ${at}, ${at})`;
}

/** A plan that the caller may end, locked. */
export async function loadPlanForUpdate(tx: Tx, reach: Reach, id: string): Promise<PlanView | undefined> {
  const rows = await tx.sql<Row[]>`
    ${select(tx)} WHERE p.id = ${id} AND ${withinReach(tx, reach, owners)} FOR UPDATE OF p`;
  return rows.map(view)[0];
}

/** The plan whose next occurrences are due first, locked; rows in somebody else's hands are left for the next round. */
export async function loadDuePlan(tx: Tx, now: number): Promise<PlanView | undefined> {
  const rows = await tx.sql<Row[]>`
    ${select(tx)} WHERE p.due_at <= ${instantToText(now)} ORDER BY p.due_at LIMIT 1 FOR UPDATE OF p SKIP LOCKED`;
  return rows.map(view)[0];
}

export async function savePlan(
  tx: Tx,
  plan: Pick<StoredPlan, 'labId' | 'id' | 'status' | 'plannedUntil' | 'dueAt'>,
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE maintenance_plans SET status = ${plan.status}, planned_until_at = ${instantToText(plan.plannedUntil)},
      due_at = ${plan.dueAt === null ? null : instantToText(plan.dueAt)}, version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${plan.labId} AND id = ${plan.id}`;
}

/** Outages of a plan that have not begun and are not called off, earliest first. */
export async function listAheadOfPlan(tx: Tx, plan: { labId: string; id: string }, now: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    SELECT id FROM outages WHERE lab_id = ${plan.labId} AND plan_id = ${plan.id} AND status = 'active'
      AND from_at > ${instantToText(now)} ORDER BY from_at`;
  return rows.map(({ id }) => id);
}

export interface PlanFilter {
  id?: string | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  status?: 'active' | 'ended' | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Plans within reach, newest first, one more than the limit when there is a next page. */
export async function listPlans(connection: Connection, reach: Reach, filter: PlanFilter): Promise<PlanView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, owners),
    filter.id ? sql`p.id = ${filter.id}` : undefined,
    filter.instrumentId ? sql`p.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`p.lab_id = ${filter.labId}` : undefined,
    filter.status ? sql`p.status = ${filter.status}` : undefined,
    filter.after
      ? sql`(p.created_at, p.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)} ORDER BY p.created_at DESC, p.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}
