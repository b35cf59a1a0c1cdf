import { moveUnits } from '@guanyi/commands/equity/move-units';
import { recordDistribution as distribute } from '@guanyi/commands/equity/record-distribution';
import * as endpoints from '@guanyi/contracts/equity/venture-endpoints';
import type { Connection } from '@guanyi/db/client';
import { listEntries, readRegister } from '@guanyi/db/equity/stakes';
import { findVenture, listDistributions, listVentures, type VentureView } from '@guanyi/db/equity/venture-queries';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentDistribution, presentEntry, presentRegister, presentVenture } from './present-venture.ts';

/** Ventures: who holds how much, how it came to that, and what was distributed. */
export function ventureRoutes(api: Api): void {
  reads(api);
  histories(api);
  moves(api);
}

function reads(api: Api): void {
  register(api, endpoints.listVentures, async ({ query, reach }) => {
    const rows = await listVentures(api.database, reach, { limit: query.limit, after: query.cursor });
    const withRegister = new Map(
      await Promise.all(rows.map(async (row) => [row.id, await readRegister(api.database, booksOf(row))] as const)),
    );
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.createdAt, row.id],
        (row) => presentVenture(row, withRegister.get(row.id)!),
      ),
    };
  });

  register(api, endpoints.getVenture, async ({ params, reach }) => {
    const venture = await ventureOf(api.database, reach, params.ventureId);
    return { status: 200, body: presentVenture(venture, await readRegister(api.database, booksOf(venture))) };
  });

  register(api, endpoints.getStakeRegister, async ({ params, reach }) => {
    const venture = await ventureOf(api.database, reach, params.ventureId);
    return { status: 200, body: presentRegister(venture.id, await readRegister(api.database, booksOf(venture))) };
  });
}

function histories(api: Api): void {
  register(api, endpoints.listStakeEntries, async ({ params, query, reach }) => {
    const venture = await ventureOf(api.database, reach, params.ventureId);
    const { limit, cursor: after, organisationId } = query;
    const rows = await listEntries(api.database, booksOf(venture), { limit, after, organisationId });
    return { status: 200, body: page(rows, limit, (row) => [row.at, row.id, row.sign], presentEntry) };
  });

  register(api, endpoints.listDistributions, async ({ params, query, reach }) => {
    const venture = await ventureOf(api.database, reach, params.ventureId);
    const { limit, cursor: after } = query;
    const rows = await listDistributions(api.database, booksOf(venture), { limit, after });
    return { status: 200, body: page(rows, limit, (row) => [row.createdAt, row.id], presentDistribution) };
  });
}

function moves(api: Api): void {
  register(api, endpoints.transferStake, async ({ params, body, reach, write }) =>
    write(moveUnits, { ...params, ...body }, async (tx, { ventureId }) => ({
      status: 201,
      body: await registerOf(tx, reach, ventureId),
    })),
  );

  register(api, endpoints.issueStakeUnits, async ({ params, body, reach, write }) =>
    write(moveUnits, { ...params, ...body, fromOrganisationId: null }, async (tx, { ventureId }) => ({
      status: 201,
      body: await registerOf(tx, reach, ventureId),
    })),
  );

  register(api, endpoints.recordDistribution, async ({ params, body, write }) =>
    write(distribute, { ...params, ...body }, async (tx, { labId, ventureId, distributionId }) => {
      const [made] = await listDistributions(tx, { labId, ventureId }, { limit: 1, id: distributionId });
      if (!made) throw new Error(`Distribution ${distributionId} is not there after it was written.`);
      return { status: 201, body: presentDistribution(made) };
    }),
  );
}

async function ventureOf(connection: Connection, reach: Reach, ventureId: string): Promise<VentureView> {
  const venture = await findVenture(connection, reach, ventureId);
  if (!venture) throw new Problem('not-found');
  return venture;
}

async function registerOf(connection: Connection, reach: Reach, ventureId: string) {
  const venture = await ventureOf(connection, reach, ventureId);
  return presentRegister(ventureId, await readRegister(connection, booksOf(venture)));
}

function booksOf(venture: VentureView) {
  return { labId: venture.labId, districtId: venture.districtId, ventureId: venture.id };
}
