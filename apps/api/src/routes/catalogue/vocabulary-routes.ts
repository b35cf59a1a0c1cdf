import {
  previewCalendarYear as foreseeYear,
  putCalendarYear as setCalendarYear,
} from '@guanyi/commands/catalogue/put-calendar-year';
import {
  listCalendarYears,
  previewCalendarYear,
  putCalendarYear,
} from '@guanyi/contracts/catalogue/calendar-endpoints';
import {
  listAlliances,
  listClassCodes,
  listDisciplines,
  listRegions,
} from '@guanyi/contracts/catalogue/directory-endpoints';
import type { CalendarYear } from '@guanyi/db/catalogue/vocabularies';
import * as vocabulary from '@guanyi/db/catalogue/vocabulary-queries';
import { classScheme, codePrefix } from '@guanyi/domain/catalogue/classification';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { problemOf } from '../../problem.ts';
import { register } from '../../register.ts';
import { localizedName, optional } from './present-instrument.ts';

/** The scheme of the eight disciplines of customs laboratories. */
const customsScheme = 'customs';

export function vocabularyRoutes(api: Api): void {
  const { database } = api;

  register(api, listAlliances, async ({ query }) => {
    const rows = await vocabulary.listAlliances(database, { limit: query.limit, after: query.cursor?.[0] });
    const present = (row: (typeof rows)[number]) => ({
      code: row.code,
      name: localizedName(row.nameZh, row.nameEn),
      ...optional('leadLabId', row.leadLabId),
      labCount: row.labCount,
    });
    return { status: 200, body: page(rows, query.limit, (row) => [row.code], present) };
  });

  register(api, listDisciplines, async ({ query }) => {
    const { scheme = customsScheme, limit, cursor } = query;
    const rows = await vocabulary.listDisciplines(database, { scheme, limit, after: cursor });
    const present = (row: (typeof rows)[number]) => ({
      scheme: row.scheme,
      code: row.code,
      name: localizedName(row.nameZh, row.nameEn),
    });
    return { status: 200, body: page(rows, limit, (row) => [row.position, row.code], present) };
  });

  register(api, listClassCodes, async ({ query }) => {
    const { scheme = classScheme, cursor, ...filter } = query;
    const rows = await vocabulary.listClassCodes(database, { ...filter, scheme, after: cursor?.[0] });
    const present = (row: (typeof rows)[number]) => ({
      scheme: row.scheme,
      edition: row.edition,
      code: row.code,
      level: row.level,
      ...optional('parentCode', row.parentCode),
      name: localizedName(row.nameZh, row.nameEn),
    });
    return { status: 200, body: page(rows, query.limit, (row) => [row.code], present) };
  });

  register(api, listRegions, async ({ query }) => {
    const { cursor, parent, ...filter } = query;
    const rows = await vocabulary.listRegions(database, {
      ...filter,
      parent: parent === undefined ? undefined : codePrefix(parent),
      after: cursor?.[0],
    });
    const present = (row: (typeof rows)[number]) => ({
      code: row.code,
      name: localizedName(row.nameZh, row.nameEn),
      level: row.level,
      ...optional('parentCode', row.parentCode),
    });
    return { status: 200, body: page(rows, query.limit, (row) => [row.code], present) };
  });

  years(api);
}

/** The working calendar. */
function years(api: Api): void {
  const { database } = api;
  const presentYear = ({ source, ...year }: CalendarYear) => ({ ...year, ...optional('source', source) });

  register(api, listCalendarYears, async ({ query }) => {
    const rows = await vocabulary.listCalendarYears(database, { limit: query.limit, before: query.cursor?.[0] });
    return { status: 200, body: page(rows, query.limit, (row) => [row.year], presentYear) };
  });

  register(api, previewCalendarYear, async ({ params, body, context }) => {
    const foreseen = await foreseeYear(database, context, { ...body, year: params.year, source: body.source ?? null });
    if (!foreseen.ok) throw problemOf(foreseen);
    return { status: 200, body: foreseen.value };
  });

  register(api, putCalendarYear, async ({ params, body, write }) =>
    write(setCalendarYear, { ...body, year: params.year, source: body.source ?? null }, (_tx, year) => ({
      status: 200,
      body: presentYear(year),
    })),
  );
}
