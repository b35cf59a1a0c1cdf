import { Readable } from 'node:stream';
import { closePeriod as close, reopenPeriod as reopen } from '@guanyi/commands/ledger/change-period';
import { writeJournal } from '@guanyi/commands/ledger/write-journal';
import {
  closePeriod,
  exportJournal,
  getTrialBalance,
  listPeriods,
  listTransfers,
  reopenPeriod,
} from '@guanyi/contracts/ledger/endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { type District, findDistrict } from '@guanyi/db/ledger/districts';
import { listTransfers as findTransfers, readJournal, readTrialBalance } from '@guanyi/db/ledger/journal';
import { listPeriods as findPeriods, type LedgerPeriod } from '@guanyi/db/ledger/periods';
import { listOpenWork } from '@guanyi/db/statements/open-work';
import type { Reach } from '@guanyi/domain/identity/reach';
import { periodOf } from '@guanyi/domain/ledger/period';
import { m } from '@guanyi/messages';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { accountIn, kindIn, presentAccount, presentTransfer } from './present.ts';

/** The books of a district. */
export function ledgerRoutes(api: Api): void {
  register(api, getTrialBalance, async ({ query, reach, locale }) => {
    const district = await districtOf(api, reach, query.districtId);
    const rows = await readTrialBalance(api.database, district.id);
    const accounts = rows.map((row) => presentAccount(row, locale));
    const sum = (name: 'debitFen' | 'creditFen' | 'balanceFen') =>
      accounts.reduce((total, account) => total + account[name], 0);
    const totals = { debitFen: sum('debitFen'), creditFen: sum('creditFen'), balanceFen: sum('balanceFen') };
    return { status: 200, body: { districtId: district.id, accounts, totals } };
  });

  register(api, listTransfers, async ({ query, reach, locale }) => {
    const { cursor, districtId, ...filter } = query;
    const district = await districtOf(api, reach, districtId);
    const rows = await findTransfers(api.database, district.id, { ...filter, after: cursor });
    const present = (row: (typeof rows)[number]) => presentTransfer(row, locale);
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], present) };
  });

  register(api, exportJournal, async ({ query, reach, locale }) => {
    const district = await districtOf(api, reach, query.districtId);
    const t = { locale };
    const head = [
      m.ledger_column_day({}, t),
      m.ledger_column_kind({}, t),
      m.ledger_column_reference({}, t),
      m.ledger_column_debit({}, t),
      m.ledger_column_credit({}, t),
      m.ledger_column_amount({}, t),
      m.ledger_column_state({}, t),
      m.ledger_column_id({}, t),
    ];
    const words = {
      kind: (kind: string) => kindIn(kind, locale),
      account: (account: Parameters<typeof accountIn>[0]) => accountIn(account, locale),
    };
    const name = `journal-${district.slug}-${query.period}.csv`;
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    };
    const text = writeJournal(readJournal(api.database, district.id, query.period), head, words);
    return { status: 200, body: Readable.from(text), headers };
  });

  register(api, listPeriods, async ({ query, reach, now }) => {
    const district = await districtOf(api, reach, query.districtId);
    const known = new Map((await findPeriods(api.database, district.id)).map((row) => [row.period, row]));
    const work = await listOpenWork(api.database, district, periodOf(district.zone, now));
    const untouched = (period: string): LedgerPeriod => ({
      ...{ districtId: district.id, period, status: 'open', version: 0, createdAt: now, updatedAt: now },
    });
    const items = work.map(({ period, ...open }) => ({ ...present(known.get(period) ?? untouched(period)), ...open }));
    return { status: 200, body: { items } };
  });

  register(api, closePeriod, async ({ params, body, write }) =>
    write(close, periodAsked(params, body), (_tx, period) => ({ status: 200, body: present(period) })),
  );

  register(api, reopenPeriod, async ({ params, body, write }) =>
    write(reopen, periodAsked(params, body), (_tx, period) => ({ status: 200, body: present(period) })),
  );
}

function present(period: LedgerPeriod) {
  return { ...period, createdAt: formatInstant(period.createdAt), updatedAt: formatInstant(period.updatedAt) };
}

/** @throws Problem when path and body name different months. */
function periodAsked(params: { period: string }, body: { districtId: string; period?: string | undefined }) {
  if (body.period !== undefined && body.period !== params.period) {
    throw new Problem('invalid-input', { errors: [{ pointer: '/period', code: 'mismatch' }] });
  }
  return { districtId: body.districtId, period: params.period };
}

/**
 * The district that is asked for, or the only one that the reader works for.
 * @throws Problem when there is none within reach, or it has to be named.
 */
async function districtOf(api: Api, reach: Reach, asked: string | undefined): Promise<District> {
  const districtId = asked ?? (reach.districtIds.length === 1 ? reach.districtIds[0] : undefined);
  if (districtId === undefined)
    throw new Problem('invalid-input', { errors: [{ pointer: '/districtId', code: 'required' }] });
  const district = await findDistrict(api.database, reach, districtId);
  if (!district) throw new Problem('not-found');
  return district;
}
