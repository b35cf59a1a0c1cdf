import { createCreditNote as credit } from '@guanyi/commands/statements/create-credit-note';
import { voidStatement as callOff, issueStatement as issue } from '@guanyi/commands/statements/issue-statement';
import { requestStatements } from '@guanyi/commands/statements/run-statements';
import { updateStatement as update } from '@guanyi/commands/statements/update-statement';
import { formatInstant } from '@guanyi/contracts/shapes';
import {
  createCreditNote,
  getCreditNoteFile,
  getStatement,
  getStatementFile,
  issueStatement,
  listStatements,
  runStatements,
  updateStatement,
  voidStatement,
} from '@guanyi/contracts/statements/endpoints';
import type { Connection } from '@guanyi/db/client';
import { findOperation } from '@guanyi/db/operations';
import { listCreditNotes } from '@guanyi/db/statements/credit-notes';
import { readPrintedStatement } from '@guanyi/db/statements/print';
import { readPrintedCreditNote } from '@guanyi/db/statements/print-credit-note';
import { findStatement, listStatements as findStatements } from '@guanyi/db/statements/statements';
import { proofFor } from '@guanyi/documents/pdf/proof';
import { typeset } from '@guanyi/documents/pdf/typeset';
import { creditNoteHash, statementHash } from '@guanyi/documents/statements/content-hash';
import { renderCreditNote } from '@guanyi/documents/statements/credit-note';
import { renderStatement } from '@guanyi/documents/statements/statement';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { PrintedStatement } from '@guanyi/domain/statements/statement';
import type { Api } from '../../api.ts';
import type { Locale } from '../../locale.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentCreditNote, presentStatement } from './present.ts';

/** What customers owe, month by month. */
export function statementRoutes(api: Api): void {
  register(api, runStatements, async ({ body, actor, write }) =>
    write(requestStatements, { ...body, dryRun: body.dryRun ?? false }, async (tx, { operationId }) => {
      const operation = await findOperation(tx, operationId, actor.userId);
      if (!operation) throw new Error(`Operation ${operationId} is gone within the transaction that made it.`);
      const { createdAt, updatedAt, ...rest } = operation;
      return {
        status: 202,
        body: { ...rest, createdAt: formatInstant(createdAt), updatedAt: formatInstant(updatedAt) },
        headers: { location: `/api/v1/operations/${operationId}` },
      };
    }),
  );

  register(api, listStatements, async ({ query, reach }) => {
    const { cursor, districtId, ...filter } = query;
    const payeeId = filter.payeeId ?? districtId;
    const rows = await findStatements(api.database, reach, { ...filter, payeeId, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentStatement) };
  });

  register(api, getStatement, async ({ params, reach }) => ({
    status: 200,
    body: await whole(api.database, reach, params.statementId),
  }));

  register(api, issueStatement, async ({ params, body, reach, ifMatch, write }) =>
    write(issue, { ...params, ...body, ifMatch }, async (tx, { statementId }) => ({
      status: 200,
      body: await whole(tx, reach, statementId),
    })),
  );

  register(api, updateStatement, async ({ params, body, reach, ifMatch, write }) =>
    write(update, { ...params, ...body, ifMatch }, async (tx, { statementId }) => ({
      status: 200,
      body: await whole(tx, reach, statementId),
    })),
  );

  register(api, voidStatement, async ({ params, body, reach, ifMatch, write }) =>
    write(callOff, { ...params, ...body, ifMatch }, async (tx, { statementId }) => ({
      status: 200,
      body: await whole(tx, reach, statementId),
    })),
  );

  register(api, createCreditNote, async ({ params, body, write }) =>
    write(credit, { ...params, ...body }, (_tx, note) => ({
      status: 201,
      body: presentCreditNote(note),
      headers: { location: `/api/v1/statements/${note.statementId}` },
    })),
  );

  fileRoutes(api);
}

/** Documents: setting takes as long as one is long, and needs no database. */
function fileRoutes(api: Api): void {
  register(
    api,
    getStatementFile,
    async ({ params, query, reach, locale }) => {
      const found = await api.gate.pass(() => readPrintedStatement(api.database, reach, params.statementId));
      if (!found) throw new Problem('not-found');
      const { body, mediaType } = await files[query.format](found.printed, locale, api.settings.publicUrl);
      const headers = {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${found.view.number}.${query.format}"`,
      };
      return { status: 200, body, headers };
    },
    { ungated: true },
  );

  register(
    api,
    getCreditNoteFile,
    async ({ params, locale, reach }) => {
      const note = await api.gate.pass(() => readPrintedCreditNote(api.database, reach, params));
      if (!note) throw new Problem('not-found');
      const headers = {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${note.number}.pdf"`,
      };
      const proof = proofFor(api.settings.publicUrl, note.number, creditNoteHash(note));
      return { status: 200, body: await typeset(renderCreditNote(note, locale, proof)), headers };
    },
    { ungated: true },
  );
}

async function whole(connection: Connection, reach: Reach, statementId: string) {
  const view = await findStatement(connection, reach, statementId);
  if (!view) throw new Problem('not-found');
  const notes = await listCreditNotes(connection, view);
  return { ...presentStatement(view), creditNotes: notes.map(presentCreditNote) };
}

const files = {
  pdf: async (printed: PrintedStatement, locale: Locale, publicUrl: string | undefined) => ({
    body: await typeset(renderStatement(printed, locale, proofFor(publicUrl, printed.number, statementHash(printed)))),
    mediaType: 'application/pdf',
  }),
  // The writer of worksheets is loaded by who asks for one.
  xlsx: async (printed: PrintedStatement, locale: Locale) => ({
    body: await (await import('@guanyi/documents/statements/statement-sheet')).renderStatementSheet(printed, locale),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  }),
} as const;
