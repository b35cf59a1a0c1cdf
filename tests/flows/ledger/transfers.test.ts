import { done, type Outcome, systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import {
  postPending,
  reverseTransfer,
  type TransferOrder,
  transfer,
  transferAll,
  voidPending,
} from '@guanyi/commands/ledger/transfer';
import { connect, type Database } from '@guanyi/db/client';
import { sqlStateOf } from '@guanyi/db/errors';
import { readAccount } from '@guanyi/db/ledger/accounts';
import { type AccountName, available } from '@guanyi/domain/ledger/account';
import { newId } from '@guanyi/platform/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOrganisation, wednesdayMorning } from '../../support/factories/world.ts';
import { setPeriod } from '../../support/periods.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let testDatabase: TestDatabase;
let database: Database;
let districtId: string;
let customer: string;

const context = systemContext(wednesdayMorning);
const day = '2026-12-09';

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 12 });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  districtId = await createOrganisation(database, 'customsDistrict');
  customer = await createOrganisation(database, 'university');
});

const bank = (): AccountName => ({ kind: 'bank', ownerId: districtId });
const receivable = (): AccountName => ({ kind: 'receivable', ownerId: customer });
const income = (): AccountName => ({ kind: 'income', ownerId: districtId });
const deposit = (loan: string): AccountName => ({ kind: 'deposit', ownerId: customer, scopeId: loan });

function order(
  debit: AccountName,
  credit: AccountName,
  amount: number,
  more: Partial<TransferOrder> = {},
): TransferOrder {
  return { debit, credit, amount, kind: 'payment', reference: newId(), day, ...more };
}

function move(...orders: TransferOrder[]) {
  return execute(database, context, (tx, ctx) => transferAll(tx, ctx, districtId, orders), undefined);
}

function settled<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome.value;
}

async function standing(account: AccountName): Promise<number> {
  const sums = await readAccount(database, districtId, account);
  return sums.debitSum - sums.creditSum;
}

describe('a transfer', () => {
  test('moves the same amount out of one account and into another', async () => {
    settled(await move(order(receivable(), income(), 848_00)));
    expect([await standing(receivable()), await standing(income())]).toEqual([848_00, -848_00]);
  });

  test('of one kind and reference moves once, however often and by however many it is told', async () => {
    const same = order(receivable(), income(), 500, { reference: 'statement-1' });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => move(same)));
    expect(outcomes.map((outcome) => settled(outcome)[0]!.isNew).filter(Boolean)).toEqual([true]);
    expect(new Set(outcomes.map((outcome) => settled(outcome)[0]!.id)).size).toBe(1);
    expect(await standing(receivable())).toBe(500);
  });

  test('of one kind and reference that means something else is a bug', async () => {
    settled(await move(order(receivable(), income(), 500, { reference: 'statement-2' })));
    await expect(move(order(receivable(), income(), 501, { reference: 'statement-2' }))).rejects.toThrow(
      'another movement',
    );
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('of %s is a bug', async (amount) => {
    await expect(move(order(receivable(), income(), amount))).rejects.toThrow(RangeError);
  });

  test('among several is written with all of them or with none', async () => {
    const loan = newId();
    const refused = await move(order(receivable(), income(), 700), order(deposit(loan), bank(), 1));
    expect(refused).toMatchObject({ ok: false, code: 'insufficient-balance' });
    expect(await standing(receivable())).toBe(0);
  });

  test('can be taken back once, by its mirror image', async () => {
    const [made] = settled(await move(order(receivable(), income(), 900)));
    const back = () =>
      execute(
        database,
        context,
        (tx, ctx) => reverseTransfer(tx, ctx, { districtId, transferId: made!.id, day }),
        undefined,
      );
    const outcomes = await Promise.all([back(), back(), back()]);
    expect(outcomes.map((outcome) => settled(outcome).isNew).filter(Boolean)).toEqual([true]);
    expect(await standing(receivable())).toBe(0);
  });

  test('crossing another one does not end in a deadlock', async () => {
    const there = () => move(order(receivable(), income(), 3), order(bank(), receivable(), 2));
    const back = () => move(order(receivable(), bank(), 2), order(income(), receivable(), 3));
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? there() : back()).then(settled)));
    expect([await standing(receivable()), await standing(income()), await standing(bank())]).toEqual([0, 0, 0]);
  });
});

describe('an account with a floor', () => {
  test('is never spent twice: of twelve that take a hundred from five hundred, five succeed', async () => {
    const loan = newId();
    settled(await move(order(bank(), deposit(loan), 500)));
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => move(order(deposit(loan), income(), 100))));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5);
    expect(await standing(deposit(loan))).toBe(0);
  });

  test('stays above it by the database, whatever the code above does', async () => {
    const loan = newId();
    settled(await move(order(bank(), deposit(loan), 500)));
    const overdraw = database.sql`
      UPDATE ledger_accounts SET debit_sum = 501 WHERE district_id = ${districtId} AND kind = 'deposit'`;
    await expect(overdraw).rejects.toMatchObject({ code: '23514', constraint_name: 'ledger_accounts_floor' });
  });
});

describe('a reservation', () => {
  const reserve = async (amount: number, loan: string) =>
    settled(await move(order(deposit(loan), income(), amount, { state: 'pending' })))[0]!.id;
  const post = (transferId: string, amount?: number) =>
    execute(
      database,
      context,
      (tx, ctx) => postPending(tx, ctx, { districtId, transferId, day, ...(amount === undefined ? {} : { amount }) }),
      undefined,
    );
  const giveBack = (transferId: string) =>
    execute(database, context, (tx, ctx) => voidPending(tx, ctx, { districtId, transferId, day }), undefined);

  test('moves nothing, but nobody else can have what it holds', async () => {
    const loan = newId();
    settled(await move(order(bank(), deposit(loan), 500)));
    await reserve(400, loan);
    expect(await standing(deposit(loan))).toBe(-500);
    expect(await move(order(deposit(loan), income(), 101))).toMatchObject({ code: 'insufficient-balance' });
    settled(await move(order(deposit(loan), income(), 100)));
  });

  test('becomes a movement of up to its amount, and the rest is free again', async () => {
    const loan = newId();
    settled(await move(order(bank(), deposit(loan), 500)));
    const held = await reserve(400, loan);
    expect(settled(await post(held, 120)).isNew).toBe(true);
    expect(settled(await post(held, 120)).isNew).toBe(false);
    const sums = await readAccount(database, districtId, deposit(loan));
    expect([available('credit', sums), sums.debitPending]).toEqual([380, 0]);
  });

  test('is resolved once: of posting and voiding at once one wins', async () => {
    const loan = newId();
    settled(await move(order(bank(), deposit(loan), 500)));
    const held = await reserve(500, loan);
    const outcomes = await Promise.all([post(held), giveBack(held), post(held), giveBack(held)]);
    const states = new Set(outcomes.map((outcome) => (outcome.ok ? 'won' : outcome.code)));
    expect(states).toEqual(new Set(['won', 'state-conflict']));
    const sums = await readAccount(database, districtId, deposit(loan));
    expect(sums.debitPending).toBe(0);
    expect([0, 500]).toContain(available('credit', sums));
  });
});

describe('stake units', () => {
  test('come from one issuing account a venture, so that holdings add up to the units issued and none falls below zero', async () => {
    const venture = newId();
    const issuing: AccountName = { kind: 'stakeIssue', ownerId: venture, scopeId: venture };
    const holding = (ownerId: string): AccountName => ({ kind: 'stakeHolding', ownerId, scopeId: venture });
    const units = (debit: AccountName, credit: AccountName, amount: number) =>
      move(order(debit, credit, amount, { kind: 'stakeTransfer' }));
    settled(await units(issuing, holding(districtId), 300_000));
    settled(await units(issuing, holding(customer), 700_000));
    settled(await units(holding(customer), holding(districtId), 100));
    expect(await units(holding(customer), issuing, 699_901)).toMatchObject({ code: 'insufficient-balance' });
    const standings = [await standing(issuing), await standing(holding(districtId)), await standing(holding(customer))];
    expect(standings).toEqual([1_000_000, -300_100, -699_900]);
  });

  test('never mix with money or with another venture', async () => {
    const [one, other] = [newId(), newId()];
    const stake = (venture: string): AccountName => ({ kind: 'stakeIssue', ownerId: venture, scopeId: venture });
    await expect(move(order(stake(one), income(), 1))).rejects.toThrow('different things');
    await expect(move(order(stake(one), stake(other), 1))).rejects.toThrow('different things');
  });
});

describe('a closed month', () => {
  test('takes no transfer until it is opened again; what it took before may be told again', async () => {
    const told = order(receivable(), income(), 100, { day: '2026-11-30' });
    settled(await move(told));
    await setPeriod(database, districtId, '2026-11', 'closed');
    expect(await move(order(receivable(), income(), 100, { day: '2026-11-30' }))).toMatchObject({
      code: 'period-closed',
      details: { period: '2026-11' },
    });
    expect(settled(await move(told))[0]!.isNew).toBe(false);
    settled(await move(order(receivable(), income(), 100, { day: '2026-12-01' })));
    await setPeriod(database, districtId, '2026-11', 'open');
    settled(await move(order(receivable(), income(), 100, { day: '2026-11-30' })));
  });

  test('waits for what is under way, and nothing slips in after it', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached = () => {};
    const started = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const slow = execute(
      database,
      context,
      async (tx, ctx) => {
        const outcome = await transfer(tx, ctx, districtId, order(receivable(), income(), 100));
        reached();
        await held;
        return outcome;
      },
      undefined,
    );
    await started;
    const happened: string[] = [];
    const closing = setPeriod(database, districtId, '2026-12', 'closed').then(() => happened.push('closed'));
    void slow.then(() => happened.push('moved'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(happened).toEqual([]);
    release();
    await Promise.all([slow, closing]);
    expect(happened).toEqual(['moved', 'closed']);
    expect(await move(order(receivable(), income(), 100))).toMatchObject({ code: 'period-closed' });
  });
});

describe('the role of the application', () => {
  test.each([
    ['edit', 'UPDATE transfers SET amount = 1'],
    ['delete', 'DELETE FROM transfers'],
    ['empty', 'TRUNCATE transfers'],
  ])('cannot %s what was written', async (_what, statement) => {
    settled(await move(order(receivable(), income(), 100)));
    const error = await database.sql.unsafe(statement).catch((reason: unknown) => reason);
    expect(sqlStateOf(error)).toBe('42501');
  });

  test('is the one that API and worker work under, and it owns nothing', async () => {
    const [row] = await database.sql<{ name: string; isSuper: boolean; owned: number }[]>`
      SELECT current_user AS name, rolsuper AS "isSuper", (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned
      FROM pg_roles r WHERE rolname = current_user`;
    expect(row).toEqual({ name: 'guanyi_app', isSuper: false, owned: 0 });
  });
});

test('a refusal leaves nothing behind', async () => {
  const outcome = await execute(
    database,
    context,
    async (tx, ctx) => {
      settled(await transfer(tx, ctx, districtId, order(receivable(), income(), 100)));
      const refused = await transfer(tx, ctx, districtId, order(deposit(newId()), income(), 100));
      return refused.ok ? done(undefined) : refused;
    },
    undefined,
  );
  expect(outcome).toMatchObject({ ok: false, code: 'insufficient-balance' });
  expect(await standing(receivable())).toBe(0);
});
