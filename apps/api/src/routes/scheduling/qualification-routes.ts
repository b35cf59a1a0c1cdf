import {
  grantQualification as grant,
  putQualificationKind as putKind,
  revokeQualification as revoke,
} from '@guanyi/commands/scheduling/grant-qualification';
import * as endpoints from '@guanyi/contracts/scheduling/qualification-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import {
  findQualification,
  listQualificationKinds,
  listQualifications,
  type QualificationView,
} from '@guanyi/db/scheduling/qualification-queries';
import type { z } from 'zod';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** Who may operate what. */
export function qualificationRoutes(api: Api): void {
  register(api, endpoints.listQualifications, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listQualifications(api.database, reach, { ...filter, now, after: cursor });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.createdAt, row.id],
        (row) => present(row, now),
      ),
    };
  });

  register(api, endpoints.grantQualification, async ({ body, reach, now, write }) =>
    write(grant, body, async (tx, id) => {
      const view = await findQualification(tx, reach, id);
      if (!view) throw new Error(`Qualification ${id} is not there after it was written.`);
      return { status: 201, body: present(view, now) };
    }),
  );

  register(api, endpoints.revokeQualification, async ({ params, write }) =>
    write(revoke, params, () => ({ status: 204 })),
  );

  register(api, endpoints.listQualificationKinds, async ({ params }) => ({
    status: 200,
    body: { items: (await listQualificationKinds(api.database, params.labId)).map(kindOf(params.labId)) },
  }));

  register(api, endpoints.putQualificationKind, async ({ params, body, write }) =>
    write(putKind, { ...params, ...body }, async (tx) => {
      const kinds = await listQualificationKinds(tx, params.labId);
      const kind = kinds.find(({ id }) => id === params.kindId);
      if (!kind) throw new Problem('not-found');
      return { status: 200, body: kindOf(params.labId)(kind) };
    }),
  );
}

type Body = z.input<(typeof endpoints.grantQualification.responses)[201]>;

function present(view: QualificationView, now: number): Body {
  const isExpired = view.expiresAt !== null && view.expiresAt <= now;
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    status: view.revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'active',
    labId: view.labId,
    userId: view.userId,
    user: { id: view.userId, displayName: view.displayName },
    grantedBy: view.grantedBy,
    ...(view.instrumentId ? { instrumentId: view.instrumentId } : {}),
    ...(view.instrumentId && view.instrument
      ? { instrument: { id: view.instrumentId, name: nameOf(view.instrument.zh, view.instrument.en) } }
      : {}),
    ...(view.classCode ? { classCode: view.classCode } : {}),
    ...(view.kindId ? { kindId: view.kindId } : {}),
    ...(view.kindId && view.kind ? { kind: { id: view.kindId, name: nameOf(view.kind.zh, view.kind.en) } } : {}),
    ...(view.expiresAt === null ? {} : { expiresAt: formatInstant(view.expiresAt) }),
    ...(view.revokedAt === null ? {} : { revokedAt: formatInstant(view.revokedAt) }),
    ...(view.note ? { note: view.note } : {}),
  };
}

const kindOf =
  (labId: string) =>
  ({ id, version, nameZh, nameEn }: { id: string; version: number; nameZh: string; nameEn: string | null }) => ({
    id,
    version,
    labId,
    name: nameOf(nameZh, nameEn),
  });

function nameOf(zh: string, en: string | null): { zh: string; en?: string } {
  return en ? { zh, en } : { zh };
}
