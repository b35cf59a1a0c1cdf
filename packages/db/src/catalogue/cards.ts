import type { Discipline } from '@guanyi/domain/catalogue/instrument';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';
import { rulesObject } from './search.ts';

/** An instrument with its lab, as lists and pages show it. */
export interface InstrumentCard {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  status: 'active' | 'retired';
  isIncomplete: boolean;
  assetNumber: string;
  nameZh: string;
  nameEn: string | null;
  model: string;
  manufacturer: string;
  classScheme: string;
  classEdition: string;
  classCode: string;
  classNameZh: string | null;
  classNameEn: string | null;
  suggestedClassCode: string | null;
  disciplines: Discipline[];
  modes: ('rent' | 'loan' | 'equity')[];
  forms: ('machineTime' | 'sample' | 'termLease')[];
  zone: string;
  /** The instrument's own zone, null where it follows the lab. */
  ownZone: string | null;
  priceFromFen: number | null;
  isGenerated: boolean;
  acquiredOn: string | null;
  originalValueFen: number | null;
  fundingSource: 'central' | 'local' | 'own' | 'other' | null;
  customsSupervisedUntil: string | null;
  location: string | null;
  descriptionZh: string | null;
  descriptionEn: string | null;
  districtId: string;
  rules: BookingRules | null;
  lab: {
    id: string;
    nameZh: string;
    nameEn: string | null;
    city: string;
    level: 'ministryKey' | 'regional' | 'routine' | 'unexplained';
    region: string;
    address: string | null;
    accreditations: string[];
    isBsl3: boolean;
  };
}

type Row = Omit<InstrumentCard, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

/** The instruments in the order of the ids; one that is gone is left out. */
export async function findCards(connection: Connection, instrumentIds: readonly string[]): Promise<InstrumentCard[]> {
  if (instrumentIds.length === 0) return [];
  const rows = await connection.sql<Row[]>`
    SELECT i.id, i.version, i.created_at::text AS "createdAt", i.updated_at::text AS "updatedAt", i.status,
      i.is_incomplete AS "isIncomplete", i.asset_number AS "assetNumber", i.name_zh AS "nameZh", i.name_en AS "nameEn", i.model,
      i.manufacturer, i.class_scheme AS "classScheme", i.class_edition AS "classEdition", i.class_code AS "classCode",
      c.name_zh AS "classNameZh", c.name_en AS "classNameEn", i.suggested_class_code AS "suggestedClassCode", i.disciplines,
      i.modes, i.forms, coalesce(i.zone, l.zone) AS zone, i.zone AS "ownZone", i.price_from_fen AS "priceFromFen",
      i.is_generated AS "isGenerated", i.acquired_on::text AS "acquiredOn", i.original_value_fen AS "originalValueFen",
      i.funding_source AS "fundingSource", i.customs_supervised_until::text AS "customsSupervisedUntil", i.location,
      i.description_zh AS "descriptionZh", i.description_en AS "descriptionEn", i.district_id AS "districtId",
      CASE WHEN r.lab_id IS NOT NULL THEN ${rulesObject(connection)} END AS rules,
      jsonb_build_object('id', l.id, 'nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city, 'level', l.level,
        'region', l.region, 'address', l.address, 'accreditations', to_jsonb(l.accreditations), 'isBsl3', l.is_bsl3) AS lab
    FROM instruments i
    JOIN labs l ON l.id = i.lab_id
    LEFT JOIN class_codes c ON c.scheme = i.class_scheme AND c.edition = i.class_edition AND c.code = i.class_code
    LEFT JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id
    WHERE i.id = ANY(${instrumentIds as string[]}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return instrumentIds.flatMap((id) => {
    const row = byId.get(id);
    return row
      ? [{ ...row, createdAt: instantFromText(row.createdAt), updatedAt: instantFromText(row.updatedAt) }]
      : [];
  });
}
