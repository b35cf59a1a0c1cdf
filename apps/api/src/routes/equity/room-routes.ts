import { addCaseDocument, answerQuestion, askQuestion, openCaseDocument } from '@guanyi/commands/equity/room';
import { execute } from '@guanyi/commands/execute';
import * as endpoints from '@guanyi/contracts/equity/room-endpoints';
import { findCase, listPublicCases } from '@guanyi/db/equity/case-queries';
import { readRoom } from '@guanyi/db/equity/room-queries';
import { findFile, readFileBytes } from '@guanyi/db/files';
import { stakeFor } from '@guanyi/domain/equity/stake';
import type { Api } from '../../api.ts';
import { fileHeaders } from '../../file-headers.ts';
import { page } from '../../page.ts';
import { Problem, problemOf } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentPublicNotice } from './present-case.ts';
import { readCase } from './read-case.ts';

/** The case room: notices for the public, the simulator, papers and questions. */
export function roomRoutes(api: Api): void {
  notices(api);
  simulator(api);
  papers(api);
  questions(api);
}

function notices(api: Api): void {
  register(api, endpoints.listEquityNotices, async ({ query, now }) => {
    const rows = await listPublicCases(api.database, { limit: query.limit, after: query.cursor });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.noticePublishedAt, row.id],
        (row) => presentPublicNotice(row, undefined, now),
      ),
    };
  });

  register(api, endpoints.getEquityNotice, async ({ params, now }) => {
    const [view] = await listPublicCases(api.database, { limit: 1, caseId: params.caseId });
    if (!view) throw new Problem('not-found');
    return { status: 200, body: presentPublicNotice(view, await readRoom(api.database, view), now) };
  });
}

function simulator(api: Api): void {
  register(api, endpoints.simulateStake, async ({ params, query, reach }) => {
    const view = await findCase(api.database, reach, params.caseId);
    if (!view) throw new Problem('not-found');
    const room = await readRoom(api.database, view);
    const adopted = room.appraisals.find((appraisal) => appraisal.id === view.appraisalId);
    if (!adopted) throw new Problem('state-conflict', { details: { currentStatus: view.status } });
    const { capitalFen, unitsIssued } = query;
    const { valueFen } = adopted;
    if (valueFen > capitalFen) {
      throw new Problem('stake-mismatch', { errors: [{ pointer: '/capitalFen', code: 'capital-below-value' }] });
    }
    const { units, cashFen } = stakeFor(valueFen, capitalFen, unitsIssued);
    return {
      status: 200,
      body: { valueFen, capitalFen, unitsIssued, units, cashFen, otherUnits: unitsIssued - units },
    };
  });
}

function papers(api: Api): void {
  register(api, endpoints.addEquityDocument, async ({ params, body, reach, now, write }) =>
    write(
      addCaseDocument,
      { ...params, ...body, readers: body.organisationIds, title: body.title ?? null },
      async (tx) => ({
        status: 201,
        body: await readCase(tx, reach, params.caseId, now),
      }),
    ),
  );

  register(api, endpoints.getEquityDocument, async ({ params, context }) => {
    const opened = await execute(api.database, context, openCaseDocument, params);
    if (!opened.ok) throw problemOf(opened);
    const file = await findFile(api.database, opened.value.fileId);
    const bytes = file && (await readFileBytes(api.database, file.id));
    if (!file || !bytes) throw new Error(`The file of paper ${params.documentId} is gone.`);
    return { status: 200, body: bytes, headers: fileHeaders(file) };
  });
}

function questions(api: Api): void {
  register(api, endpoints.askQuestion, async ({ params, body, reach, now, write }) =>
    write(askQuestion, { ...params, ...body }, async (tx, { caseId }) => ({
      status: 201,
      body: await readCase(tx, reach, caseId, now),
    })),
  );

  register(api, endpoints.answerQuestion, async ({ params, body, reach, now, write }) =>
    write(answerQuestion, { ...params, ...body }, async (tx, { caseId }) => ({
      status: 200,
      body: await readCase(tx, reach, caseId, now),
    })),
  );
}
