import type { InstrumentFields } from '@guanyi/domain/catalogue/instrument';
import type { Connection } from '../client.ts';
import { allOf } from '../reach.ts';

/** An instrument as registers of all formats carry it. */
export interface ExportRow extends InstrumentFields {
  id: string;
  labId: string;
  districtId: string;
  className: string | null;
  classNameEn: string | null;
  sourceFacts: Record<string, string> | null;
  isBsl3: boolean;
  labNameZh: string;
  labNameEn: string | null;
  city: string;
  contact: { name?: string; phone?: string; email?: string } | null;
  ownerNameZh: string;
  ownerNameEn: string | null;
  ownerUscc: string;
}

export interface ExportFilter {
  labIds?: readonly string[] | undefined;
  districtIds?: readonly string[] | undefined;
}

const chunkSize = 500;

/** Instruments in service, lab by lab in the order of their asset numbers, read piece by piece so that a large catalogue never stands in memory. */
export async function* readExportRows(connection: Connection, filter: ExportFilter): AsyncGenerator<ExportRow[]> {
  let after: ExportRow | undefined;
  for (;;) {
    const rows = await readChunk(connection, filter, after);
    if (rows.length > 0) yield rows;
    if (rows.length < chunkSize) return;
    after = rows.at(-1);
  }
}

async function readChunk(
  connection: Connection,
  filter: ExportFilter,
  after: ExportRow | undefined,
): Promise<ExportRow[]> {
  const { sql } = connection;
  const where = allOf(connection, [
    sql`i.status = 'active'`,
    filter.labIds ? sql`i.lab_id = ANY(${filter.labIds as string[]}::uuid[])` : undefined,
    filter.districtIds ? sql`i.district_id = ANY(${filter.districtIds as string[]}::uuid[])` : undefined,
    after ? sql`(i.lab_id, i.asset_number) > (${after.labId}::uuid, ${after.assetNumber})` : undefined,
  ]);
  return sql<ExportRow[]>`
    SELECT i.id, i.lab_id AS "labId", i.district_id AS "districtId", i.asset_number AS "assetNumber", i.name_zh AS "nameZh", i.name_en AS "nameEn", i.model,
      i.manufacturer, i.class_scheme AS "classScheme", i.class_code AS "classCode", c.name_zh AS "className",
      c.name_en AS "classNameEn", i.disciplines, i.acquired_on::text AS "acquiredOn", i.original_value_fen AS "originalValueFen",
      i.funding_source AS "fundingSource", i.customs_supervised_until::text AS "customsSupervisedUntil", i.location,
      i.description_zh AS "descriptionZh", i.description_en AS "descriptionEn", i.zone, i.source_facts AS "sourceFacts",
      l.is_bsl3 AS "isBsl3", l.name_zh AS "labNameZh", l.name_en AS "labNameEn", l.city, l.contact,
      o.name_zh AS "ownerNameZh", o.name_en AS "ownerNameEn", o.uscc AS "ownerUscc"
    FROM instruments i
    JOIN labs l ON l.id = i.lab_id
    JOIN organisations o ON o.id = i.district_id
    LEFT JOIN class_codes c ON c.scheme = i.class_scheme AND c.edition = i.class_edition AND c.code = i.class_code
    WHERE ${where} ORDER BY i.lab_id, i.asset_number LIMIT ${chunkSize}`;
}
