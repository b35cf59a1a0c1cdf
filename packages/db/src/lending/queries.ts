import type { Reach } from '@guanyi/domain/identity/reach';
import type { DamageStatus } from '@guanyi/domain/lending/damage';
import type { LendingKind, LendingStatus } from '@guanyi/domain/lending/lending';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

/** A loan or lease with the names that people read it by and all that has happened to it. */
export interface LendingView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  kind: LendingKind;
  number: string;
  status: LendingStatus;
  labId: string;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  firstDay: string;
  lastDay: string;
  from: number;
  until: number;
  zone: string;
  displaces: boolean;
  purposeKind: string;
  purposeText: string;
  address: string;
  accessories: string[];
  originalValueFen: number;
  depositFen: number;
  heldFen: number;
  capturedFen: number;
  releasedFen: number;
  filing: {
    id: string;
    dueOn: string;
    status: 'open' | 'filed' | 'dropped';
    filedAt: string | null;
    reference: string | null;
    fileId: string | null;
  } | null;
  decisionReason: string | null;
  handedOverAt: number | null;
  returnedAt: number | null;
  contract: { id: string; number: string; status: 'open' | 'signed' | 'void'; signed: ('lab' | 'customer')[] } | null;
  instrument: { nameZh: string; nameEn: string | null; model: string; classCode: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
  organisation: { nameZh: string; nameEn: string | null; kind: string };
  displayName: string;
  reports: {
    moment: 'handOver' | 'takeBack';
    at: string;
    conditions: { item: string; state: string; note: string }[];
    accessories: string[];
    meterReading: number | null;
    photoIds: string[];
    signedBy: string[];
    number: string;
    contentHash: string;
    signatures: {
      party: 'lab' | 'customer';
      kind: 'drawn' | 'typed';
      name: string;
      strokes: number[][] | null;
      at: string;
    }[];
  }[];
  damages: DamageView[];
  inspections: InspectionView[];
  extensions: { id: string; lastDay: string; reason: string; status: string; at: string }[];
  history: {
    at: string;
    action: string;
    fromStatus: LendingStatus | null;
    toStatus: LendingStatus;
    userId: string | null;
    displayName: string | null;
    note: string | null;
  }[];
}

/** A claim for damage as both sides see it. */
export interface DamageView {
  id: string;
  version: number;
  item: string;
  description: string;
  amountFen: number | null;
  source: 'difference' | 'report';
  status: DamageStatus;
  proposal: string | null;
  answer: string | null;
  decision: string | null;
  counterFen: number | null;
  answerDueAt: string | null;
  photoIds: string[];
  capturedFen: number;
  chargedFen: number;
  chargeId: string | null;
  at: string;
}

/** A visit to an instrument that is out. */
export interface InspectionView {
  id: string;
  version: number;
  plannedOn: string;
  purpose: string;
  status: 'planned' | 'done' | 'cancelled';
  recordedAt: string | null;
  recordedBy: string | null;
  conditions: { item: string; state: string; note: string }[] | null;
  meterReading: number | null;
  photoIds: string[];
  note: string | null;
}

export interface LendingFilter {
  kind: LendingKind;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  organisationId?: string | undefined;
  status?: readonly LendingStatus[] | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

const instants = ['createdAt', 'updatedAt', 'from', 'until', 'handedOverAt', 'returnedAt'] as const;
type Row = LendingView & Record<(typeof instants)[number], string | null>;
const owners = { organisationId: 'b.organisation_id', labId: 'b.lab_id', districtId: 'b.district_id' };

function select(connection: Connection) {
  return connection.sql`
    SELECT b.id, b.version, b.created_at::text AS "createdAt", b.updated_at::text AS "updatedAt", b.kind, b.number, b.status,
      b.lab_id AS "labId", b.instrument_id AS "instrumentId", b.district_id AS "districtId", b.organisation_id AS "organisationId",
      b.user_id AS "userId", b.first_day::text AS "firstDay", b.last_day::text AS "lastDay", b.from_at::text AS "from", b.until_at::text AS until,
      b.zone, b.displaces, b.purpose_kind AS "purposeKind", b.purpose_text AS "purposeText", b.address, b.accessories,
      b.original_value_fen AS "originalValueFen", b.deposit_fen AS "depositFen", b.held_fen AS "heldFen", b.captured_fen AS "capturedFen",
      b.released_fen AS "releasedFen", b.decision_reason AS "decisionReason", b.handed_over_at::text AS "handedOverAt",
      b.returned_at::text AS "returnedAt", u.display_name AS "displayName",
      (SELECT jsonb_build_object('id', c.id, 'number', c.number, 'status', c.status,
          'signed', (SELECT coalesce(jsonb_agg(s.party), '[]') FROM contract_signatures s WHERE s.lab_id = c.lab_id AND s.contract_id = c.id))
        FROM contracts c WHERE c.lab_id = b.lab_id AND c.subject_id = b.id ORDER BY c.created_at DESC LIMIT 1) AS contract,
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'classCode', i.class_code) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en, 'kind', o.kind) AS organisation,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('moment', r.moment, 'at', r.at, 'conditions', r.conditions, 'accessories', r.accessories,
          'meterReading', r.meter_reading, 'photoIds', r.photo_ids, 'signedBy', r.signed_by, 'number', r.number, 'contentHash', r.content_hash,
          'signatures', (SELECT coalesce(jsonb_agg(jsonb_build_object('party', g.party, 'kind', g.kind, 'name', g.name, 'strokes', g.strokes,
              'at', g.at) ORDER BY g.party DESC), '[]')
            FROM condition_signatures g WHERE g.lab_id = r.lab_id AND g.lending_id = r.lending_id AND g.moment = r.moment)) ORDER BY r.at), '[]')
        FROM condition_reports r WHERE r.lab_id = b.lab_id AND r.lending_id = b.id) AS reports,
      (SELECT coalesce(jsonb_agg(${damageJson(connection)} ORDER BY d.id), '[]')
        FROM damage_claims d WHERE d.lab_id = b.lab_id AND d.lending_id = b.id) AS damages,
      (SELECT coalesce(jsonb_agg(${inspectionJson(connection)} ORDER BY v.planned_on, v.id), '[]')
        FROM lending_inspections v LEFT JOIN users w ON w.id = v.recorded_by
        WHERE v.lab_id = b.lab_id AND v.lending_id = b.id) AS inspections,
      (SELECT jsonb_build_object('id', f.id, 'dueOn', f.due_on, 'status', f.status, 'filedAt', f.filed_at, 'reference', f.reference,
          'fileId', f.file_id)
        FROM filings f WHERE f.lab_id = b.lab_id AND f.subject_id = b.id ORDER BY f.created_at DESC LIMIT 1) AS filing,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'lastDay', e.last_day, 'reason', e.reason, 'status', e.status,
          'at', e.created_at) ORDER BY e.id), '[]')
        FROM lending_extensions e WHERE e.lab_id = b.lab_id AND e.lending_id = b.id) AS extensions,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('at', h.at, 'action', h.action, 'fromStatus', h.from_status, 'toStatus', h.to_status,
          'userId', h.actor_user_id, 'displayName', a.display_name, 'note', h.note) ORDER BY h.id), '[]')
        FROM lending_history h LEFT JOIN users a ON a.id = h.actor_user_id
        WHERE h.lab_id = b.lab_id AND h.lending_id = b.id AND h.action <> 'stillOverdue') AS history
    FROM lendings b
    JOIN instruments i ON i.lab_id = b.lab_id AND i.id = b.instrument_id
    JOIN labs l ON l.id = b.lab_id
    JOIN organisations o ON o.id = b.organisation_id
    JOIN users u ON u.id = b.user_id`;
}

/** Of `d`, a row of damage_claims. */
function damageJson({ sql }: Connection) {
  return sql`
    jsonb_build_object('id', d.id, 'version', d.version, 'item', d.item, 'description', d.description, 'amountFen', d.amount_fen,
      'source', d.source, 'status', d.status, 'proposal', d.proposal, 'answer', d.answer, 'decision', d.decision,
      'counterFen', d.counter_fen, 'answerDueAt', d.answer_due_at, 'photoIds', d.photo_ids, 'capturedFen', d.captured_fen,
      'chargedFen', d.charged_fen, 'chargeId', d.charge_id, 'at', d.at)`;
}

/** Of `v`, a row of lending_inspections, and `w`, who was there. */
function inspectionJson({ sql }: Connection) {
  return sql`
    jsonb_build_object('id', v.id, 'version', v.version, 'plannedOn', v.planned_on, 'purpose', v.purpose, 'status', v.status,
      'recordedAt', v.recorded_at, 'recordedBy', w.display_name, 'conditions', v.conditions, 'meterReading', v.meter_reading,
      'photoIds', v.photo_ids, 'note', v.note)`;
}

/** One loan or lease, or undefined when it does not exist or lies out of reach. */
export async function findLending(
  connection: Connection,
  reach: Reach,
  kind: LendingKind,
  id: string,
): Promise<LendingView | undefined> {
  const rows = await connection.sql<Row[]>`
    ${select(connection)} WHERE b.id = ${id} AND b.kind = ${kind} AND ${withinReach(connection, reach, owners)}`;
  return rows.map(view)[0];
}

/** Loans or leases within reach, newest first, one more than the limit when there is a next page. */
export async function listLendings(
  connection: Connection,
  reach: Reach,
  filter: LendingFilter,
): Promise<LendingView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, owners),
    sql`b.kind = ${filter.kind}`,
    filter.instrumentId ? sql`b.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`b.lab_id = ${filter.labId}` : undefined,
    filter.organisationId ? sql`b.organisation_id = ${filter.organisationId}` : undefined,
    filter.status ? sql`b.status = ANY(${filter.status as string[]})` : undefined,
    filter.after
      ? sql`(b.created_at, b.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)} ORDER BY b.created_at DESC, b.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}

function view(row: Row): LendingView {
  const read = Object.fromEntries(
    instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name] as unknown as string)]),
  );
  return { ...row, ...read } as LendingView;
}
