import { readFileSync } from 'node:fs';
import {
  addAlliances,
  addCalendarYear,
  putClassCodes,
  putDisciplines,
  putDivisions,
} from '@guanyi/db/catalogue/vocabularies';
import type { Tx } from '@guanyi/db/client';
import { classEdition, classScheme } from '@guanyi/domain/catalogue/classification';
import { parse } from 'csv-parse/sync';
import { type CommandContext, done, type Outcome } from '../context.ts';

/**
 * Loads the vocabularies that ship with the product: class codes, disciplines, divisions, alliances, working calendar.
 * Safe to run at every start: a second run writes nothing.
 * @returns how many rows were added or corrected.
 */
export async function loadVocabularies(tx: Tx, _context: CommandContext, _input: undefined): Promise<Outcome<number>> {
  let written = await putClassCodes(
    tx,
    classScheme,
    classEdition,
    table('class-codes').map((row) => ({
      ...named(row),
      parentCode: orNull(row.parentCode),
      level: Number(row.level),
    })),
  );
  written += await putDisciplines(
    tx,
    table('disciplines').map((row, position) => ({ ...named(row), scheme: row.scheme ?? '', position })),
  );
  written += await putDivisions(
    tx,
    table('divisions').map((row) => ({ ...named(row), parentCode: orNull(row.parentCode), level: Number(row.level) })),
  );
  written += await addAlliances(tx, table('alliances').map(named));
  const days = table('calendar-days').map((row) => ({
    day: row.day ?? '',
    name: row.name ?? '',
    isOffDay: row.isOffDay === 'true',
  }));
  for (const row of table('calendar-years')) {
    written += await addCalendarYear(tx, {
      year: Number(row.year),
      isPublished: row.isPublished === 'true',
      source: orNull(row.source),
      days: days.filter((day) => day.day.startsWith(`${row.year}-`)),
    });
  }
  return done(written);
}

type Row = Record<string, string | undefined>;

function table(name: string): Row[] {
  const path = new URL(`./vocabulary/${name}.csv`, import.meta.url);
  return parse(readFileSync(path), { columns: true, bom: true });
}

function named(row: Row): { code: string; nameZh: string; nameEn: string | null } {
  return { code: row.code ?? '', nameZh: row.nameZh ?? '', nameEn: orNull(row.nameEn) };
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
