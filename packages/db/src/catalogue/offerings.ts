import type { Eligibility, Mode } from '@guanyi/domain/catalogue/offering';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { noteInstruments } from '../projection/notes.ts';

interface Stamps {
  version: number;
  createdAt: number;
  updatedAt: number;
}

export interface StoredOffering extends Stamps {
  instrumentId: string;
  mode: Mode;
  forms: ('machineTime' | 'sample' | 'termLease')[];
  approval: 'auto' | 'chain';
  eligibility: Partial<Eligibility>;
  depositFen: number | null;
}

export interface StoredRules extends BookingRules, Stamps {
  instrumentId: string;
}

interface Key {
  labId: string;
  instrumentId: string;
}

type Texts<T> = Omit<T, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

function stamped<T extends Stamps>(row: Texts<T>): T {
  return {
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  } as unknown as T;
}

export async function listOfferings(connection: Connection, key: Key): Promise<StoredOffering[]> {
  const rows = await connection.sql<Texts<StoredOffering>[]>`
    SELECT instrument_id AS "instrumentId", mode, forms, approval, eligibility, deposit_fen AS "depositFen", version,
      created_at::text AS "createdAt", updated_at::text AS "updatedAt"
    FROM offerings WHERE lab_id = ${key.labId} AND instrument_id = ${key.instrumentId}
    ORDER BY array_position(ARRAY['rent', 'loan', 'equity'], mode)`;
  return rows.map((row) => stamped<StoredOffering>(row));
}

/** Offers a mode or changes the terms of the offer. */
export async function putOffering(
  tx: Tx,
  key: Key,
  offering: Omit<StoredOffering, keyof Stamps | 'instrumentId'>,
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO offerings AS o (lab_id, instrument_id, mode, forms, approval, eligibility, deposit_fen, created_at, updated_at)
    VALUES (${key.labId}, ${key.instrumentId}, ${offering.mode}, ${offering.forms}, ${offering.approval},
      ${tx.sql.json(offering.eligibility as never)}, ${offering.depositFen}, ${at}, ${at})
    ON CONFLICT (lab_id, instrument_id, mode) DO UPDATE SET forms = excluded.forms, approval = excluded.approval,
      eligibility = excluded.eligibility, deposit_fen = excluded.deposit_fen, version = o.version + 1, updated_at = excluded.updated_at`;
}

/** @returns false when the mode was not offered. */
export async function deleteOffering(tx: Tx, key: Key, mode: Mode): Promise<boolean> {
  const result = await tx.sql`
    DELETE FROM offerings WHERE lab_id = ${key.labId} AND instrument_id = ${key.instrumentId} AND mode = ${mode}`;
  return result.count === 1;
}

export async function findRules(connection: Connection, key: Key): Promise<StoredRules | undefined> {
  const [row] = await connection.sql<Texts<StoredRules>[]>`
    SELECT instrument_id AS "instrumentId", weekly, slot_minutes AS "slotMinutes", min_minutes AS "minMinutes",
      max_minutes AS "maxMinutes", lead_minutes AS "leadMinutes", horizon_days AS "horizonDays", setup_minutes AS "setupMinutes",
      teardown_minutes AS "teardownMinutes", closed_on_holidays AS "closedOnHolidays", no_show_minutes AS "noShowMinutes", quotas,
      qualification_ids AS "qualificationIds", project_code_required AS "projectCodeRequired", version, created_at::text AS "createdAt", updated_at::text AS "updatedAt"
    FROM booking_rules WHERE lab_id = ${key.labId} AND instrument_id = ${key.instrumentId}`;
  return row && stamped<StoredRules>(row);
}

export async function putRules(tx: Tx, key: Key, rules: BookingRules, now: number): Promise<void> {
  const at = instantToText(now);
  const json = (value: unknown) => tx.sql.json(value as never);
  await tx.sql`
    INSERT INTO booking_rules AS r (lab_id, instrument_id, weekly, slot_minutes, min_minutes, max_minutes, lead_minutes, horizon_days,
      setup_minutes, teardown_minutes, closed_on_holidays, no_show_minutes, quotas, qualification_ids, project_code_required,
      created_at, updated_at)
    VALUES (${key.labId}, ${key.instrumentId}, ${json(rules.weekly)}, ${rules.slotMinutes}, ${rules.minMinutes}, ${rules.maxMinutes},
      ${rules.leadMinutes}, ${rules.horizonDays}, ${rules.setupMinutes}, ${rules.teardownMinutes}, ${rules.closedOnHolidays},
      ${rules.noShowMinutes}, ${json(rules.quotas)}, ${rules.qualificationIds}, ${rules.projectCodeRequired ?? false},
      ${at}, ${at})
    ON CONFLICT (lab_id, instrument_id) DO UPDATE SET weekly = excluded.weekly, slot_minutes = excluded.slot_minutes,
      min_minutes = excluded.min_minutes, max_minutes = excluded.max_minutes, lead_minutes = excluded.lead_minutes,
      horizon_days = excluded.horizon_days, setup_minutes = excluded.setup_minutes, teardown_minutes = excluded.teardown_minutes,
      closed_on_holidays = excluded.closed_on_holidays, no_show_minutes = excluded.no_show_minutes, quotas = excluded.quotas,
      qualification_ids = excluded.qualification_ids, project_code_required = excluded.project_code_required, version = r.version + 1, updated_at = excluded.updated_at`;
  await noteInstruments(tx, [key]);
}
