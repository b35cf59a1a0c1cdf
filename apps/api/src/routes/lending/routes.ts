import { cancelLending } from '@guanyi/commands/lending/cancel-lending';
import { handOver, takeBack } from '@guanyi/commands/lending/hand-over';
import { reportDamage } from '@guanyi/commands/lending/report-damage';
import { requestExtension } from '@guanyi/commands/lending/request-extension';
import { requestLending } from '@guanyi/commands/lending/request-lending';
import { captureDeposit, releaseDeposit } from '@guanyi/commands/lending/settle-deposit';
import { signContract as sign } from '@guanyi/commands/lending/sign-contract';
import {
  getContract,
  getContractFile,
  signContract,
  verifyContract,
} from '@guanyi/contracts/lending/contract-endpoints';
import * as endpoints from '@guanyi/contracts/lending/endpoints';
import { findContract } from '@guanyi/db/lending/contracts';
import { findLending, type LendingFilter, listLendings } from '@guanyi/db/lending/queries';
import { renderContract } from '@guanyi/documents/lending/contract';
import { typeset } from '@guanyi/documents/pdf/typeset';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { checkPaper } from './check-paper.ts';
import { checklistRoutes } from './checklist-routes.ts';
import { damageRoutes } from './damage-routes.ts';
import { paperRoutes } from './paper-routes.ts';
import { presentContract, presentLending } from './present.ts';
import { previewRoutes } from './preview-routes.ts';
import { lendingBody } from './read-lending.ts';

/** Loans, term leases and their contracts. */
export function lendingRoutes(api: Api): void {
  requests(api);
  reads(api);
  loanTransitions(api);
  leaseTransitions(api);
  contracts(api);
  damageRoutes(api);
  checklistRoutes(api);
  previewRoutes(api);
  paperRoutes(api);
}

function requests(api: Api): void {
  register(api, endpoints.createLoan, async ({ body, reach, now, write }) =>
    write(requestLending, { ...body, kind: 'loan' as const }, async (tx, { id }) => ({
      status: 201,
      body: await lendingBody(tx, reach, 'loan', id, now),
      headers: { location: `/api/v1/loans/${id}` },
    })),
  );
  register(api, endpoints.createLease, async ({ body, reach, now, write }) =>
    write(requestLending, { ...body, kind: 'lease' as const }, async (tx, { id }) => ({
      status: 201,
      body: await lendingBody(tx, reach, 'lease', id, now),
      headers: { location: `/api/v1/leases/${id}` },
    })),
  );
}

function reads(api: Api): void {
  const list = async (reach: Reach, now: number, filter: LendingFilter) =>
    page(
      await listLendings(api.database, reach, filter),
      filter.limit,
      (row) => [row.createdAt, row.id],
      (row) => presentLending(row, now),
    );
  register(api, endpoints.listLoans, async ({ query: { cursor, ...filter }, reach, now }) => ({
    status: 200,
    body: await list(reach, now, { ...filter, kind: 'loan', after: cursor }),
  }));
  register(api, endpoints.listLeases, async ({ query: { cursor, ...filter }, reach, now }) => ({
    status: 200,
    body: await list(reach, now, { ...filter, kind: 'lease', after: cursor }),
  }));

  register(api, endpoints.getLoan, async ({ params, reach, now }) => {
    const view = await findLending(api.database, reach, 'loan', params.loanId);
    if (!view) throw new Problem('not-found');
    return { status: 200, body: presentLending(view, now) };
  });
  register(api, endpoints.getLease, async ({ params, reach, now }) => {
    const view = await findLending(api.database, reach, 'lease', params.leaseId);
    if (!view) throw new Problem('not-found');
    return { status: 200, body: presentLending(view, now) };
  });
}

function loanTransitions(api: Api): void {
  const kind = 'loan' as const;
  for (const [endpoint, command] of [
    [endpoints.handOver, handOver],
    [endpoints.takeBack, takeBack],
    [endpoints.cancelLoan, cancelLending],
    [endpoints.reportDamage, reportDamage],
    [endpoints.requestExtension, requestExtension],
    [endpoints.releaseDeposit, releaseDeposit],
    [endpoints.captureDeposit, captureDeposit],
  ] as const) {
    register(api, endpoint, async ({ params, body, ifMatch, reach, now, write }) =>
      write(command as typeof cancelLending, { ...body, kind, id: params.loanId, ifMatch }, async (tx, { id }) => ({
        status: 200,
        body: await lendingBody(tx, reach, kind, id, now),
      })),
    );
  }
}

function leaseTransitions(api: Api): void {
  const kind = 'lease' as const;
  for (const [endpoint, command] of [
    [endpoints.handOverLease, handOver],
    [endpoints.takeBackLease, takeBack],
    [endpoints.cancelLease, cancelLending],
    [endpoints.requestLeaseExtension, requestExtension],
  ] as const) {
    register(api, endpoint, async ({ params, body, ifMatch, reach, now, write }) =>
      write(command as typeof cancelLending, { ...body, kind, id: params.leaseId, ifMatch }, async (tx, { id }) => ({
        status: 200,
        body: await lendingBody(tx, reach, kind, id, now),
      })),
    );
  }
}

function contracts(api: Api): void {
  register(api, getContract, async ({ params, reach }) => {
    const contract = await findContract(api.database, reach, params.contractId);
    if (!contract) throw new Problem('not-found');
    return { status: 200, body: presentContract(contract) };
  });

  register(
    api,
    getContractFile,
    async ({ params, reach, locale }) => {
      const contract = await api.gate.pass(() => findContract(api.database, reach, params.contractId));
      if (!contract) throw new Problem('not-found');
      const base = api.settings.publicUrl ?? '';
      const printed = {
        ...contract,
        signatures: contract.signatures.map((signature) => ({ ...signature, at: Date.parse(signature.at) })),
        zone: 'Asia/Shanghai',
        verifyUrl: `${base}/verify/${contract.number}?hash=${contract.contentHash}`,
      };
      const headers = {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${contract.number}.pdf"`,
      };
      return { status: 200, body: await typeset(renderContract(printed, locale)), headers };
    },
    // Setting takes a tenth of a second, and needs no database.
    { ungated: true },
  );

  register(api, signContract, async ({ params, body, reach, write }) =>
    write(sign, { ...params, ...body }, async (tx, { contractId }) => {
      const contract = await findContract(tx, reach, contractId);
      if (!contract) throw new Error(`Contract ${contractId} is not there after it was signed.`);
      return { status: 200, body: presentContract(contract) };
    }),
  );

  register(api, verifyContract, async ({ params, query }) => ({
    status: 200,
    body: await checkPaper(api.database, params.number, query.hash),
  }));
}
