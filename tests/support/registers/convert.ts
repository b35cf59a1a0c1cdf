import { readFileSync } from 'node:fs';
import { UNIQUIP_COLUMNS, type UniquipColumn } from '@guanyi/domain/catalogue/import-uniquip';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

type Row = Record<string, string>;
type Mapped = Partial<Record<UniquipColumn, string>>;

const registers = {
  'pnnl-dms-instruments': (row: Row): Mapped => ({
    ID: `DMS-${row.instrument_id}`,
    Name: row.instrument,
    Description: row.description,
    Technique: row.instrument_class,
    Department: row.instrument_group,
    Building: row.room_number,
    'Service Level': row.status,
  }),
  'pnnl-emsl-instruments': (row: Row): Mapped => ({
    ID: `EUS-${row.eus_instrument_id}`,
    Name: row.eus_instrument_name,
    Description: row.eus_display_name,
    Technique: row.local_category_name,
  }),
  'nist-nemo-tools': (row: Row): Mapped => ({
    ID: `NEMO-${row.pk}`,
    Name: row.name,
    Technique: row.category,
    Building: row.location,
    'Service Level': row.operational === 'True' ? 'operational' : 'not operational',
  }),
} as const;

export type RegisterName = keyof typeof registers;

/** A real register in UNIQUIP columns: every row of the source is one row, values untouched. */
export function uniquipRegister(name: RegisterName): { csv: string; rows: number } {
  const source: Row[] = parse(readFileSync(new URL(`./${name}.csv`, import.meta.url)), { columns: true, bom: true });
  const lines = source.map((row) => {
    const mapped: Mapped = { Type: 'equipment', ...registers[name](row) };
    return UNIQUIP_COLUMNS.map((column) => mapped[column] ?? '');
  });
  return { csv: stringify([[...UNIQUIP_COLUMNS], ...lines]), rows: source.length };
}
