import { addAppraisal as appraise } from '@guanyi/commands/equity/add-appraisal';
import { contributeInstrument as contribute } from '@guanyi/commands/equity/contribute-instrument';
import { createEquityCase as propose } from '@guanyi/commands/equity/create-case';
import { exitVenture as leave } from '@guanyi/commands/equity/exit-venture';
import { resolveObjection as answer, raiseObjection as object } from '@guanyi/commands/equity/objections';
import { publishNotice as publish } from '@guanyi/commands/equity/publish-notice';
import { recordFeasibility as study } from '@guanyi/commands/equity/record-feasibility';
import { signAgreement as sign } from '@guanyi/commands/equity/sign-agreement';
import { submitEquityCase as submit } from '@guanyi/commands/equity/submit-case';
import { withdrawEquityCase as withdraw } from '@guanyi/commands/equity/withdraw-case';
import * as endpoints from '@guanyi/contracts/equity/endpoints';
import { listCases } from '@guanyi/db/equity/case-queries';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { register } from '../../register.ts';
import { presentSummary } from './present-case.ts';
import { readCase, readObjection } from './read-case.ts';

/** The life of an equity case, from the intent to the exit. */
export function caseRoutes(api: Api): void {
  reads(api);
  proposals(api);
  preparations(api);
  objections(api);
  conclusions(api);
}

function reads(api: Api): void {
  register(api, endpoints.listEquityCases, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listCases(api.database, reach, { ...filter, after: cursor });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.createdAt, row.id],
        (row) => presentSummary(row, now),
      ),
    };
  });

  register(api, endpoints.getEquityCase, async ({ params, reach, now }) => ({
    status: 200,
    body: await readCase(api.database, reach, params.caseId, now),
  }));
}

function proposals(api: Api): void {
  register(api, endpoints.createEquityCase, async ({ body, reach, now, write }) => {
    const { instrumentId, venture, purpose, onBehalfOf } = body;
    const proposal = {
      ...{ instrumentId, onBehalfOf },
      ventureName: typeof venture.name === 'string' ? venture.name : venture.name.zh,
      purpose: typeof purpose === 'string' ? ({ kind: 'other', text: purpose } as const) : purpose,
    };
    return write(propose, proposal, async (tx, { caseId }) => ({
      status: 201,
      body: await readCase(tx, reach, caseId, now),
      headers: { location: `/api/v1/equity-cases/${caseId}` },
    }));
  });

  register(api, endpoints.withdrawEquityCase, async ({ params, body, ifMatch, reach, now, write }) =>
    write(withdraw, { ...params, note: body.reason ?? body.comment, ifMatch }, async (tx, { caseId }) => ({
      status: 200,
      body: await readCase(tx, reach, caseId, now),
    })),
  );
}

function preparations(api: Api): void {
  register(api, endpoints.recordFeasibility, async ({ params, body, ifMatch, reach, now, write }) =>
    write(study, { ...params, ...body, ifMatch }, async (tx, { caseId }) => ({
      status: 200,
      body: await readCase(tx, reach, caseId, now),
    })),
  );

  register(api, endpoints.addAppraisal, async ({ params, body, ifMatch, reach, now, write }) =>
    write(appraise, { ...params, ...body, ifMatch }, async (tx, { caseId }) => ({
      status: 201,
      body: await readCase(tx, reach, caseId, now),
    })),
  );

  register(api, endpoints.submitEquityCase, async ({ params, body, ifMatch, reach, now, write }) =>
    write(submit, { ...params, note: body.comment, ifMatch }, async (tx, { caseId }) => ({
      status: 200,
      body: await readCase(tx, reach, caseId, now),
    })),
  );

  register(api, endpoints.publishNotice, async ({ params, body, ifMatch, reach, now, write }) =>
    write(publish, { ...params, ...body, ifMatch }, async (tx, { caseId }) => ({
      status: 200,
      body: await readCase(tx, reach, caseId, now),
    })),
  );
}

function objections(api: Api): void {
  register(api, endpoints.raiseObjection, async ({ params, body, reach, write }) =>
    write(object, { ...params, ...body }, async (tx, raised) => ({
      status: 201,
      body: await readObjection(tx, reach, raised),
    })),
  );

  register(api, endpoints.resolveObjection, async ({ params, body, ifMatch, reach, write }) =>
    write(answer, { ...params, ...body, ifMatch }, async (tx, answered) => ({
      status: 200,
      body: await readObjection(tx, reach, answered),
    })),
  );
}

function conclusions(api: Api): void {
  register(api, endpoints.signAgreement, async ({ params, body, ifMatch, reach, now, write }) =>
    write(sign, { ...params, ...body, ifMatch }, async (tx, { caseId }) => ({
      status: 200,
      body: await readCase(tx, reach, caseId, now),
    })),
  );

  register(api, endpoints.contributeInstrument, async ({ params, body, ifMatch, reach, now, write }) =>
    write(contribute, { ...params, ...body, ifMatch }, async (tx, { caseId }) => ({
      status: 200,
      body: await readCase(tx, reach, caseId, now),
    })),
  );

  register(api, endpoints.exitVenture, async ({ params, body, ifMatch, reach, now, write }) =>
    write(leave, { ...params, ...body, ifMatch }, async (tx, { caseId }) => ({
      status: 200,
      body: await readCase(tx, reach, caseId, now),
    })),
  );
}
