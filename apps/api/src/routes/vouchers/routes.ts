import { applyVoucher as apply } from '@guanyi/commands/vouchers/apply-voucher';
import { createVoucherProgramme as createProgramme } from '@guanyi/commands/vouchers/create-programme';
import { issueVoucher as issue } from '@guanyi/commands/vouchers/issue-voucher';
import { writeRedemptions } from '@guanyi/commands/vouchers/write-redemptions';
import * as endpoints from '@guanyi/contracts/vouchers/endpoints';
import { listRedemptions } from '@guanyi/db/vouchers/redemptions';
import { listProgrammes, listVouchers } from '@guanyi/db/vouchers/vouchers';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentApplied, presentProgramme, presentVoucher } from './present.ts';

/** Money that others pay for a customer. */
export function vouchersRoutes(api: Api): void {
  register(api, endpoints.createVoucherProgramme, async ({ body, write }) =>
    write(createProgramme, body, (_tx, programme) => ({ status: 201, body: presentProgramme(programme) })),
  );

  register(api, endpoints.listVoucherProgrammes, async ({ query, reach }) => {
    const { cursor, ...filter } = query;
    const rows = await listProgrammes(api.database, reach, { ...filter, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentProgramme) };
  });

  register(api, endpoints.getVoucherRedemptions, async ({ params, reach }) => {
    const [programme] = await listProgrammes(api.database, reach, { id: params.programmeId, limit: 1 });
    if (!programme) throw new Problem('not-found');
    const rows = await listRedemptions(api.database, programme.id);
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="redemptions-${programme.year}.csv"`,
    };
    return { status: 200, body: writeRedemptions(rows), headers };
  });

  register(api, endpoints.issueVoucher, async ({ body, write }) =>
    write(issue, body, (_tx, voucher) => ({ status: 201, body: presentVoucher(voucher) })),
  );

  register(api, endpoints.listVouchers, async ({ query, reach }) => {
    const { cursor, ...filter } = query;
    const rows = await listVouchers(api.database, reach, { ...filter, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentVoucher) };
  });

  register(api, endpoints.applyVoucher, async ({ params, body, write }) =>
    write(apply, { ...params, ...body }, (_tx, applied) => ({ status: 200, body: presentApplied(applied) })),
  );
}
