import type { CostEvidence } from '@guanyi/domain/billing/cost-sheet';
import type { Form, PriceGroup, PricePolicy } from '@guanyi/domain/billing/price-policy';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText, windowFromText, windowToText } from '../columns.ts';
import { count } from '../literals.ts';
import { noteInstruments } from '../projection/notes.ts';
import { allOf, withinReach } from '../reach.ts';

/** A price policy as it is stored, with what lists and replies need. */
export interface StoredPolicy extends PricePolicy {
  id: string;
  labId: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  hasCostSheet: boolean;
}

/** A row as PostgreSQL sends it, by itself or inside a JSON document. */
export interface PolicyRow extends Omit<StoredPolicy, 'effectiveFrom' | 'effectiveUntil' | 'createdAt' | 'updatedAt'> {
  effective: string;
  createdAt: string;
  updatedAt: string;
}

/** Columns by their names in the program; shared by every read of a policy. */
export function policyColumns(connection: Connection) {
  return connection.sql`p.id, p.lab_id AS "labId", p.version, p.instrument_id AS "instrumentId", p.form, p.price_group AS "priceGroup",
    p.effective::text AS effective, p.charge_for AS "chargeFor", p.rate_per_hour_fen AS "ratePerHourFen", p.steps,
    p.time_factors AS "timeFactors", p.setup_fen AS "setupFen", p.operator_per_hour_fen AS "operatorPerHourFen",
    p.per_sample_fen AS "perSampleFen", p.per_day_fen AS "perDayFen", p.minimum_fen AS "minimumFen", p.cap_fen AS "capFen",
    p.subsidy_permille AS "subsidyPermille", p.cancellation, p.no_show_fee_fen AS "noShowFeeFen", p.tax_category AS "taxCategory",
    p.cost_sheet IS NOT NULL AS "hasCostSheet", p.created_at::text AS "createdAt", p.updated_at::text AS "updatedAt"`;
}

export function policyOf(row: PolicyRow): StoredPolicy {
  const { effective, createdAt, updatedAt, ...rest } = row;
  const { from, until } = windowFromText(effective);
  return {
    ...rest,
    effectiveFrom: from,
    effectiveUntil: Number.isFinite(until) ? until : null,
    createdAt: instantFromText(createdAt),
    updatedAt: instantFromText(updatedAt),
  };
}

/** A policy by its id, as bookings and usage records keep it. */
export async function findPolicy(
  connection: Connection,
  labId: string,
  policyId: string,
): Promise<StoredPolicy | undefined> {
  const rows = await connection.sql<PolicyRow[]>`
    SELECT ${policyColumns(connection)} FROM price_policies p WHERE p.lab_id = ${labId} AND p.id = ${policyId}`;
  return rows.map(policyOf)[0];
}

/** A policy that the caller may change, locked. */
export async function loadPolicyForUpdate(tx: Tx, reach: Reach, policyId: string): Promise<StoredPolicy | undefined> {
  const visible = withinReach(tx, reach, { labId: 'p.lab_id', districtId: 'i.district_id' });
  const rows = await tx.sql<PolicyRow[]>`
    SELECT ${policyColumns(tx)} FROM price_policies p JOIN instruments i ON i.lab_id = p.lab_id AND i.id = p.instrument_id
    WHERE p.id = ${policyId} AND ${visible} FOR UPDATE OF p`;
  return rows.map(policyOf)[0];
}

/** A policy of the caller's own side with what it was set by, if that is on record, and the zone of its instrument. */
export async function findPolicyEvidence(
  connection: Connection,
  reach: Reach,
  policyId: string,
): Promise<{ policy: StoredPolicy; evidence: CostEvidence | null; zone: string } | undefined> {
  const visible = withinReach(connection, reach, { labId: 'p.lab_id', districtId: 'i.district_id' });
  const [row] = await connection.sql<(PolicyRow & { evidence: CostEvidence | null; zone: string })[]>`
    SELECT ${policyColumns(connection)}, p.cost_sheet AS evidence, coalesce(i.zone, l.zone) AS zone
    FROM price_policies p JOIN instruments i ON i.lab_id = p.lab_id AND i.id = p.instrument_id JOIN labs l ON l.id = p.lab_id
    WHERE p.id = ${policyId} AND ${visible}`;
  if (!row) return undefined;
  const { evidence, zone, ...policy } = row;
  return { policy: policyOf(policy), evidence, zone };
}

/** Names of an instrument, its lab and its district, to be kept beside a price that is set now. */
export async function findEvidenceNames(
  connection: Connection,
  instrument: { labId: string; instrumentId: string },
): Promise<Omit<CostEvidence, 'sheet'>> {
  const [row] = await connection.sql<Omit<CostEvidence, 'sheet'>[]>`
    SELECT jsonb_build_object('name', jsonb_strip_nulls(jsonb_build_object('zh', i.name_zh, 'en', i.name_en)), 'model', i.model,
        'assetNumber', i.asset_number) AS instrument,
      jsonb_strip_nulls(jsonb_build_object('zh', l.name_zh, 'en', l.name_en)) AS lab,
      jsonb_strip_nulls(jsonb_build_object('zh', d.name_zh, 'en', d.name_en)) AS payee
    FROM instruments i JOIN labs l ON l.id = i.lab_id JOIN organisations d ON d.id = i.district_id
    WHERE i.lab_id = ${instrument.labId} AND i.id = ${instrument.instrumentId}`;
  if (!row) throw new Error(`Instrument ${instrument.instrumentId} is gone.`);
  return row;
}

/** @returns false when another policy of the same instrument, form and group is in force at some time of the period. */
export async function insertPolicy(
  tx: Tx,
  policy: Omit<StoredPolicy, 'version' | 'updatedAt' | 'hasCostSheet'>,
  by: { createdBy: string | null; costEvidence: CostEvidence | null },
): Promise<boolean> {
  const effective = windowToText({
    from: policy.effectiveFrom,
    until: policy.effectiveUntil ?? Number.POSITIVE_INFINITY,
  });
  const json = (value: unknown) => tx.sql.json(value as never);
  const result = await tx.sql`
    INSERT INTO price_policies (lab_id, id, instrument_id, form, price_group, effective, charge_for, rate_per_hour_fen, steps, time_factors,
      setup_fen, operator_per_hour_fen, per_sample_fen, per_day_fen, minimum_fen, cap_fen, subsidy_permille, cancellation, no_show_fee_fen,
      tax_category, cost_sheet, created_by, created_at, updated_at)
    VALUES (${policy.labId}, ${policy.id}, ${policy.instrumentId}, ${policy.form}, ${policy.priceGroup}, ${effective}, ${policy.chargeFor},
      ${policy.ratePerHourFen}, ${json(policy.steps)}, ${json(policy.timeFactors)}, ${policy.setupFen}, ${policy.operatorPerHourFen},
      ${policy.perSampleFen}, ${policy.perDayFen}, ${policy.minimumFen}, ${policy.capFen ?? null}, ${policy.subsidyPermille},
      ${json(policy.cancellation)}, ${policy.noShowFeeFen}, ${policy.taxCategory}, ${by.costEvidence ? json(by.costEvidence) : null}, ${by.createdBy},
      ${instantToText(policy.createdAt)}, ${instantToText(policy.createdAt)})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** Moves the end of a policy; its other terms never change. */
export async function endPolicy(tx: Tx, policy: StoredPolicy, until: number, now: number): Promise<void> {
  await tx.sql`
    UPDATE price_policies SET effective = ${windowToText({ from: policy.effectiveFrom, until })}, version = version + 1,
      updated_at = ${instantToText(now)}
    WHERE lab_id = ${policy.labId} AND id = ${policy.id}`;
}

/** Keeps the "from" price of search results: the lowest hourly rate in force that somebody outside the district can get. */
export async function refreshPriceFrom(tx: Tx, labId: string, instrumentId: string, now: number): Promise<void> {
  await tx.sql`
    UPDATE instruments SET price_from_fen = (
      SELECT min(rate_per_hour_fen) FROM price_policies
      WHERE lab_id = ${labId} AND instrument_id = ${instrumentId} AND form = 'machineTime' AND price_group <> 'internal'
        AND effective @> ${instantToText(now)}::timestamptz)
    WHERE lab_id = ${labId} AND id = ${instrumentId}`;
  await noteInstruments(tx, [{ labId, instrumentId }]);
}

export interface PolicyFilter {
  instrumentId?: string | undefined;
  labId?: string | undefined;
  form?: Form | undefined;
  priceGroup?: PriceGroup | undefined;
  status?: 'scheduled' | 'active' | 'ended' | undefined;
  now: number;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Price lists are public to everybody signed in; newest first, one more than the limit when there is a next page. */
export async function listPolicies(connection: Connection, filter: PolicyFilter): Promise<StoredPolicy[]> {
  const { sql } = connection;
  const now = instantToText(filter.now);
  const byStatus = {
    scheduled: sql`lower(p.effective) > ${now}`,
    active: sql`p.effective @> ${now}::timestamptz`,
    ended: sql`(upper(p.effective) <= ${now} OR isempty(p.effective))`,
  };
  const conditions = [
    filter.instrumentId ? sql`p.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`p.lab_id = ${filter.labId}` : undefined,
    filter.form ? sql`p.form = ${filter.form}` : undefined,
    filter.priceGroup ? sql`p.price_group = ${filter.priceGroup}` : undefined,
    filter.status ? byStatus[filter.status] : undefined,
    filter.after
      ? sql`(p.created_at, p.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<PolicyRow[]>`
    SELECT ${policyColumns(connection)} FROM price_policies p WHERE ${allOf(connection, conditions)}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(policyOf);
}
