import { fileDisposal } from '@guanyi/commands/approvals/file-disposal';
import * as endpoints from '@guanyi/contracts/approvals/filing-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { type FilingView, listFilings } from '@guanyi/db/approvals/filings';
import { findFile, readFileBytes } from '@guanyi/db/files';
import { daysBetween, localDay } from '@guanyi/domain/kernel/local-time';
import type { Api } from '../../api.ts';
import { fileHeaders } from '../../file-headers.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** Approved disposals as tasks: to be filed by a day, with their paper. */
export function filingRoutes(api: Api): void {
  register(api, endpoints.listFilings, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listFilings(api.database, reach, { ...filter, after: cursor, now });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.dueOn, row.id],
        (row) => presentFiling(row, now),
      ),
    };
  });

  register(api, endpoints.fileDisposal, async ({ params, body, ifMatch, reach, now, write }) =>
    write(fileDisposal, { ...params, ...body, ifMatch }, async (tx, { filingId }) => {
      const [filing] = await listFilings(tx, reach, { filingId, now, limit: 1 });
      if (!filing) throw new Error(`Filing ${filingId} is not there after it was written.`);
      return { status: 200, body: presentFiling(filing, now) };
    }),
  );

  register(api, endpoints.getFilingDocument, async ({ params, reach, now }) => {
    const [filing] = await listFilings(api.database, reach, { ...params, now, limit: 1 });
    const file = filing?.fileId ? await findFile(api.database, filing.fileId) : undefined;
    const bytes = file && (await readFileBytes(api.database, file.id));
    if (!file || !bytes) throw new Problem('not-found');
    return { status: 200, body: bytes, headers: fileHeaders(file) };
  });
}

function presentFiling(view: FilingView, now: number) {
  const daysLeft = daysBetween(localDay(view.zone, now), view.dueOn);
  const { id, version, subjectType, subjectId, subjectNumber, labId, districtId, dueOn } = view;
  return {
    ...{ id, version, createdAt: formatInstant(view.createdAt), updatedAt: formatInstant(view.updatedAt) },
    status: view.status === 'open' && daysLeft < 0 ? ('late' as const) : view.status,
    ...{ subjectType, subjectId, subjectNumber, labId, districtId, dueOn, daysLeft },
    ...(view.filedAt === null ? {} : { filedAt: formatInstant(view.filedAt) }),
    ...(view.filedBy === null ? {} : { filedBy: view.filedBy }),
    ...(view.reference === null ? {} : { reference: view.reference }),
    ...(view.fileId === null ? {} : { fileId: view.fileId }),
    instrument: {
      ...{ id: view.instrumentId, name: name(view.instrument), model: view.instrument.model },
      lab: { id: labId, name: name(view.lab) },
    },
    organisation: { id: view.organisationId, name: name(view.organisation) },
  };
}

function name(row: { nameZh: string; nameEn: string | null }): { zh: string; en?: string } {
  return row.nameEn ? { zh: row.nameZh, en: row.nameEn } : { zh: row.nameZh };
}
