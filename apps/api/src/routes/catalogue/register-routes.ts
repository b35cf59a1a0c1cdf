import { Readable } from 'node:stream';
import { requestImport } from '@guanyi/commands/catalogue/request-import';
import { writeJsonLd, writePidinst } from '@guanyi/commands/catalogue/write-metadata';
import { writeGuanyiCsv, writeUniquipCsv, writeWorkbook } from '@guanyi/commands/catalogue/write-register';
import { exportInstruments, importInstruments } from '@guanyi/contracts/catalogue/endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { type ExportFilter, type ExportRow, readExportRows } from '@guanyi/db/catalogue/export-rows';
import { listLabs } from '@guanyi/db/catalogue/labs';
import { findOperation } from '@guanyi/db/operations';
import type { Actor } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { isStaffOf, staffReach } from './read-instrument.ts';

/** Registers in and out. */
export function registerRoutes(api: Api): void {
  register(api, importInstruments, async ({ body, file, actor, write }) => {
    if (!file) throw new Problem('invalid-input', { errors: [{ pointer: '/file', code: 'required' }] });
    const input = { ...body, dryRun: body.dryRun ?? false, file: { name: file.name.slice(0, 200), bytes: file.bytes } };
    return write(requestImport, input, async (tx, { operationId }) => {
      const operation = await findOperation(tx, operationId, actor.userId);
      if (!operation) throw new Error(`Operation ${operationId} is gone within the transaction that made it.`);
      const { createdAt, updatedAt, ...rest } = operation;
      return {
        status: 202,
        body: { ...rest, createdAt: formatInstant(createdAt), updatedAt: formatInstant(updatedAt) },
        headers: { location: `/api/v1/operations/${operationId}` },
      };
    });
  });

  register(api, exportInstruments, async ({ query, actor, request }) => {
    const filter = await filterOf(api, query.labId, actor);
    const origin = api.settings.publicUrl ?? `${request.protocol}://${request.host}`;
    const urlOf = (instrumentId: string) => new URL(`/instruments/${instrumentId}`, origin).href;
    const chunks = withoutRooms(readExportRows(api.database, filter), actor);
    const { name, mediaType } = formats[query.format];
    const headers = { 'content-type': mediaType, 'content-disposition': `attachment; filename="${name}"` };
    if (query.format === 'xlsx') return { status: 200, body: await writeWorkbook(chunks), headers };
    const texts = {
      'guanyi.csv': () => writeGuanyiCsv(chunks),
      'uniquip.csv': () => writeUniquipCsv(chunks, urlOf),
      jsonld: () => writeJsonLd(chunks, urlOf),
      'pidinst.json': () => writePidinst(chunks, urlOf),
    };
    return { status: 200, body: Readable.from(texts[query.format]()), headers };
  });
}

const formats = {
  'guanyi.csv': { name: 'guanyi.csv', mediaType: 'text/csv; charset=utf-8' },
  'uniquip.csv': { name: 'uniquip.csv', mediaType: 'text/csv; charset=utf-8' },
  xlsx: { name: 'guanyi.xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  jsonld: { name: 'instruments.jsonld', mediaType: 'application/ld+json; charset=utf-8' },
  'pidinst.json': { name: 'pidinst.json', mediaType: 'application/json; charset=utf-8' },
};

/** The lab asked for; else what the reader works for; else the whole public catalogue. */
async function filterOf(api: Api, labId: string | undefined, actor: Actor): Promise<ExportFilter> {
  if (labId !== undefined) {
    const [lab] = await listLabs(api.database, { id: labId, limit: 1 });
    if (!lab) throw new Problem('not-found');
    return { labIds: [labId] };
  }
  const { labIds, districtIds } = staffReach(actor);
  if (labIds.length > 0) return { labIds };
  return districtIds.length > 0 ? { districtIds } : {};
}

/** In a BSL-3 zone only the lab's own people learn where an instrument stands. */
async function* withoutRooms(chunks: AsyncIterable<ExportRow[]>, actor: Actor): AsyncGenerator<ExportRow[]> {
  for await (const rows of chunks) {
    yield rows.map((row) => (row.isBsl3 && !isStaffOf(actor, row) ? { ...row, location: null } : row));
  }
}
