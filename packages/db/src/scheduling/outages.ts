import type { Reach } from '@guanyi/domain/identity/reach';
import type { Window } from '@guanyi/domain/kernel/window';
import type { OutageKind } from '@guanyi/domain/scheduling/claim';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export interface StoredOutage extends Window {
  id: string;
  labId: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  instrumentId: string;
  districtId: string;
  kind: OutageKind;
  note: string;
  status: 'active' | 'cancelled';
  planId: string | null;
  createdBy: string | null;
  cancelledAt: number | null;
}

export type NewOutage = Omit<StoredOutage, 'version' | 'updatedAt' | 'status' | 'cancelledAt'> & {
  /** What names it in a list that was imported. */
  importKey: string | null;
};

type Row = Omit<StoredOutage, 'from' | 'until' | 'createdAt' | 'updatedAt' | 'cancelledAt'> &
  Record<'from' | 'until' | 'createdAt' | 'updatedAt', string> & { cancelledAt: string | null };

function columns({ sql }: Connection) {
  return sql`o.id, o.lab_id AS "labId", o.version, o.created_at::text AS "createdAt", o.updated_at::text AS "updatedAt",
    o.instrument_id AS "instrumentId", o.district_id AS "districtId", o.from_at::text AS "from", o.until_at::text AS until, o.kind,
    o.note, o.status, o.plan_id AS "planId", o.created_by AS "createdBy", o.cancelled_at::text AS "cancelledAt"`;
}

function read(row: Row): StoredOutage {
  return {
    ...row,
    from: instantFromText(row.from),
    until: instantFromText(row.until),
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
    cancelledAt: row.cancelledAt === null ? null : instantFromText(row.cancelledAt),
  };
}

/** @returns false when the occurrence of the plan, or the line of a list, is an outage already. */
export async function insertOutage(tx: Tx, outage: NewOutage): Promise<boolean> {
  const at = instantToText(outage.createdAt);
  const result = await tx.sql`
    INSERT INTO outages (lab_id, id, instrument_id, district_id, from_at, until_at, kind, note, plan_id, import_key, created_by, created_at, updated_at)
    VALUES (${outage.labId}, ${outage.id}, ${outage.instrumentId}, ${outage.districtId}, ${instantToText(outage.from)},
      ${instantToText(outage.until)}, ${outage.kind}, ${outage.note}, ${outage.planId}, ${outage.importKey}, ${outage.createdBy}, ${at}, ${at})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** An outage that the caller may call off, locked. */
export async function loadOutageForUpdate(tx: Tx, reach: Reach, outageId: string): Promise<StoredOutage | undefined> {
  const visible = withinReach(tx, reach, { labId: 'o.lab_id', districtId: 'o.district_id' });
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM outages o WHERE o.id = ${outageId} AND ${visible} FOR UPDATE`;
  return rows.map(read)[0];
}

export async function markOutageCancelled(tx: Tx, outage: StoredOutage, now: number): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE outages SET status = 'cancelled', cancelled_at = ${at}, updated_at = ${at}, version = version + 1
    WHERE lab_id = ${outage.labId} AND id = ${outage.id}`;
}

/** Other outages of the instrument that touch the window, oldest first. */
export async function activeOutages(
  connection: Connection,
  place: { labId: string; id: string },
  window: Window,
): Promise<StoredOutage[]> {
  const rows = await connection.sql<Row[]>`
    SELECT ${columns(connection)} FROM outages o
    WHERE o.lab_id = ${place.labId} AND o.instrument_id = ${place.id} AND o.status = 'active'
      AND o.from_at < ${instantToText(window.until)} AND o.until_at > ${instantToText(window.from)}
    ORDER BY o.created_at, o.id`;
  return rows.map(read);
}

/** An outage with the names that people read it by. */
export interface OutageView extends StoredOutage {
  instrument: { nameZh: string; nameEn: string | null; model: string; zone: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
  /** Claims that it displaced and that are not settled yet. */
  openConflicts: number;
  /** Whether the reader works for the lab and may read the note. */
  isOwn: boolean;
}

export interface OutageFilter {
  id?: string | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  kind?: readonly OutageKind[] | undefined;
  status?: 'active' | 'cancelled' | undefined;
  from?: number | undefined;
  until?: number | undefined;
  /** False shows the reader's own labs only; true every outage, for the calendar is public. */
  everywhere: boolean;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Outages, the latest start first, one more than the limit when there is a next page. */
export async function listOutages(connection: Connection, reach: Reach, filter: OutageFilter): Promise<OutageView[]> {
  const { sql } = connection;
  const own = withinReach(connection, reach, { labId: 'o.lab_id', districtId: 'o.district_id', region: 'l.region' });
  const conditions = [
    filter.everywhere ? undefined : own,
    filter.id ? sql`o.id = ${filter.id}` : undefined,
    filter.instrumentId ? sql`o.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`o.lab_id = ${filter.labId}` : undefined,
    filter.kind ? sql`o.kind = ANY(${filter.kind as string[]})` : undefined,
    filter.status ? sql`o.status = ${filter.status}` : undefined,
    filter.until !== undefined ? sql`o.from_at < ${instantToText(filter.until)}` : undefined,
    filter.from !== undefined ? sql`o.until_at > ${instantToText(filter.from)}` : undefined,
    filter.after
      ? sql`(o.from_at, o.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<(Row & Pick<OutageView, 'instrument' | 'lab' | 'openConflicts' | 'isOwn'>)[]>`
    SELECT ${columns(connection)}, ${own} AS "isOwn",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'zone', coalesce(i.zone, l.zone)) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab,
      (SELECT count(*)::int FROM conflicts c WHERE c.lab_id = o.lab_id AND c.outage_id = o.id AND c.status <> 'resolved') AS "openConflicts"
    FROM outages o JOIN instruments i ON i.lab_id = o.lab_id AND i.id = o.instrument_id JOIN labs l ON l.id = o.lab_id
    WHERE ${allOf(connection, conditions)} ORDER BY o.from_at DESC, o.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(({ instrument, lab, openConflicts, isOwn, ...row }) => ({
    ...{ instrument, lab, openConflicts, isOwn },
    ...read(row as unknown as Row),
  }));
}
