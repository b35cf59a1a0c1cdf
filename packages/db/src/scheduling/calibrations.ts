import type { Reach } from '@guanyi/domain/identity/reach';
import type { CalibrationStep } from '@guanyi/domain/scheduling/calibration';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export interface StoredCalibration {
  id: string;
  labId: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  instrumentId: string;
  districtId: string;
  calibratedOn: string;
  /** Last day, inclusive. */
  validUntil: string;
  certificate: string;
  /** Local time `HH:MM` on the last day at which the next calibration begins; 0 minutes take no time. */
  dueFrom: string;
  dueMinutes: number;
  outageId: string | null;
  nextStep: CalibrationStep | null;
  dueAt: number | null;
}

/** A calibration with the names that people read it by. */
export interface CalibrationView extends StoredCalibration {
  instrument: { nameZh: string; nameEn: string | null; model: string; zone: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
  /** How far ahead the instrument can be booked; null when it has no rules. */
  horizonDays: number | null;
}

type Instants = 'createdAt' | 'updatedAt' | 'dueAt';
type Row = Omit<CalibrationView, Instants> & Record<Instants, string | null>;

function select({ sql }: Connection) {
  return sql`
    SELECT c.id, c.lab_id AS "labId", c.version, c.created_at::text AS "createdAt", c.updated_at::text AS "updatedAt",
      c.instrument_id AS "instrumentId", c.district_id AS "districtId", c.calibrated_on::text AS "calibratedOn",
      c.valid_until::text AS "validUntil", c.certificate, c.due_from_clock AS "dueFrom", c.due_minutes AS "dueMinutes",
      c.outage_id AS "outageId", c.next_step AS "nextStep", c.due_at::text AS "dueAt",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'zone', coalesce(i.zone, l.zone)) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab, r.horizon_days AS "horizonDays"
    FROM calibrations c
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    LEFT JOIN booking_rules r ON r.lab_id = c.lab_id AND r.instrument_id = c.instrument_id`;
}

function view(row: Row): CalibrationView {
  return {
    ...row,
    createdAt: instantFromText(row.createdAt ?? ''),
    updatedAt: instantFromText(row.updatedAt ?? ''),
    dueAt: row.dueAt === null ? null : instantFromText(row.dueAt),
  };
}

const owners = { labId: 'c.lab_id', districtId: 'c.district_id' };

export async function insertCalibration(
  tx: Tx,
  calibration: Omit<StoredCalibration, 'version' | 'updatedAt'> & { createdBy: string },
): Promise<void> {
  const at = instantToText(calibration.createdAt);
  await tx.sql`
    INSERT INTO calibrations (lab_id, id, instrument_id, district_id, calibrated_on, valid_until, certificate, due_from_clock,
      due_minutes, outage_id, next_step, due_at, created_by, created_at, updated_at)
    VALUES (${calibration.labId}, ${calibration.id}, ${calibration.instrumentId}, ${calibration.districtId},
      ${calibration.calibratedOn}, ${calibration.validUntil}, ${calibration.certificate}, ${calibration.dueFrom},
      ${calibration.dueMinutes}, ${calibration.outageId}, ${calibration.nextStep},
      ${calibration.dueAt === null ? null : instantToText(calibration.dueAt)}, ${calibration.createdBy}, ${at}, ${at})`;
}

/** A calibration that the caller may take off the record, locked. */
export async function loadCalibrationForUpdate(tx: Tx, reach: Reach, id: string): Promise<CalibrationView | undefined> {
  const rows = await tx.sql<Row[]>`
    ${select(tx)} WHERE c.id = ${id} AND ${withinReach(tx, reach, owners)} FOR UPDATE OF c`;
  return rows.map(view)[0];
}

/** All of an instrument, valid longest first, locked. */
export async function loadCalibrationsOf(tx: Tx, place: { labId: string; id: string }): Promise<CalibrationView[]> {
  const rows = await tx.sql<Row[]>`
    ${select(tx)} WHERE c.lab_id = ${place.labId} AND c.instrument_id = ${place.id}
    ORDER BY c.valid_until DESC, c.created_at DESC, c.id DESC FOR UPDATE OF c`;
  return rows.map(view);
}

/** The calibration whose next step is due first, not locked: its instrument is locked before it. */
export async function findDueCalibration(
  { sql }: Connection,
  now: number,
): Promise<{ labId: string; instrumentId: string } | undefined> {
  const [row] = await sql<{ labId: string; instrumentId: string }[]>`
    SELECT lab_id AS "labId", instrument_id AS "instrumentId" FROM calibrations
    WHERE due_at <= ${instantToText(now)} ORDER BY due_at, id LIMIT 1`;
  return row;
}

export async function saveCalibration(
  tx: Tx,
  calibration: Pick<StoredCalibration, 'labId' | 'id' | 'outageId' | 'nextStep' | 'dueAt'>,
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE calibrations SET outage_id = ${calibration.outageId}, next_step = ${calibration.nextStep},
      due_at = ${calibration.dueAt === null ? null : instantToText(calibration.dueAt)}, version = version + 1,
      updated_at = ${instantToText(now)}
    WHERE lab_id = ${calibration.labId} AND id = ${calibration.id}`;
}

export async function deleteCalibration(tx: Tx, key: { labId: string; id: string }): Promise<void> {
  await tx.sql`DELETE FROM calibrations WHERE lab_id = ${key.labId} AND id = ${key.id}`;
}

export interface CalibrationFilter {
  id?: string | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  /** Valid until this day at most, and nothing newer on record for the instrument. */
  dueBy?: string | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Calibrations within reach, newest first, one more than the limit when there is a next page. */
export async function listCalibrations(
  connection: Connection,
  reach: Reach,
  filter: CalibrationFilter,
): Promise<CalibrationView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, owners),
    filter.id ? sql`c.id = ${filter.id}` : undefined,
    filter.instrumentId ? sql`c.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`c.lab_id = ${filter.labId}` : undefined,
    filter.dueBy
      ? sql`c.valid_until <= ${filter.dueBy} AND NOT EXISTS (SELECT FROM calibrations n
          WHERE n.lab_id = c.lab_id AND n.instrument_id = c.instrument_id AND n.valid_until > c.valid_until)`
      : undefined,
    filter.after
      ? sql`(c.created_at, c.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)} ORDER BY c.created_at DESC, c.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}
