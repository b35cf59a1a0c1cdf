import { CHAIN_LIFE_CYCLE } from '@guanyi/domain/approvals/chain';
import { DAMAGE_LIFE_CYCLE } from '@guanyi/domain/lending/damage';
import { LENDING_LIFE_CYCLE } from '@guanyi/domain/lending/lending';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TestReply } from '../../support/build-app.ts';
import { wednesdayMorning } from '../../support/factories/world.ts';
import { api, ask, contracted, lendable, people, seen, send, useLendingScene } from '../../support/lending-scene.ts';
import { fullScale } from '../../support/scale.ts';

const rounds = fullScale ? 500 : 2;

useLendingScene();
let loanId = '';
let waitingId = '';

/** One loan that is signed and one that waits: each round takes them back to where it begins. */
beforeAll(async () => {
  api.clock.set(wednesdayMorning);
  loanId = await contracted('loans', await lendable({ depositFen: 0 }));
  waitingId = (await ask('loans', await lendable())).body.id;
});

type Table = Readonly<Record<string, { from: readonly string[]; to: string }>>;
type Verbs = Readonly<Record<string, () => Promise<TestReply>>>;

interface Stage {
  name: string;
  table: Table;
  start: string;
  rewind: () => Promise<unknown>;
  status: () => Promise<string>;
  verbs: Verbs;
}

const { sql } = { sql: (...args: Parameters<typeof api.database.sql>) => api.database.sql(...args) };

async function rewindLoan(status: 'approved' | 'contracted' | 'handedOver'): Promise<void> {
  const out = status === 'handedOver' ? new Date(wednesdayMorning).toISOString() : null;
  await sql`DELETE FROM condition_signatures WHERE lending_id = ${loanId}`;
  await sql`DELETE FROM condition_reports WHERE lending_id = ${loanId}`;
  if (status === 'approved')
    await sql`DELETE FROM contract_signatures WHERE contract_id IN (SELECT id FROM contracts WHERE subject_id = ${loanId})`;
  await sql`UPDATE contracts SET status = ${status === 'approved' ? 'open' : 'signed'} WHERE subject_id = ${loanId}`;
  await sql`UPDATE lendings SET status = ${status}, handed_over_at = ${out}, returned_at = NULL WHERE id = ${loanId}`;
}

const loan = (name: 'approved' | 'contracted' | 'handedOver', verbs: Verbs): Stage => ({
  ...{ name: `a loan that is ${name}`, table: LENDING_LIFE_CYCLE, start: name, verbs },
  rewind: () => rewindLoan(name),
  status: async () => (await send(people.booker, `GET /loans/${loanId}`)).body.status,
});

const onLoan = (who: keyof typeof people, path: string, body: object) => () =>
  send(people[who], `POST /loans/${loanId}/${path}`, body);

/** The first step of two, so that an approval leads on and leaves the chain open. */
async function rewindChain(): Promise<void> {
  await sql`DELETE FROM approvals WHERE subject_id = ${waitingId} AND round > 1`;
  await sql`
    UPDATE approvals SET status = 'pending', decided_at = NULL, decided_by = NULL, comment = NULL,
      opened_at = CASE WHEN step = 1 THEN created_at END WHERE subject_id = ${waitingId}`;
  await sql`UPDATE approval_chains SET status = 'open', answer_due_at = NULL, closed_at = NULL WHERE subject_id = ${waitingId}`;
  await sql`UPDATE lendings SET status = 'requested', decision_reason = NULL WHERE id = ${waitingId}`;
}

const decide = (decision: string) => async () => {
  const [step] = await sql`SELECT id FROM approvals WHERE subject_id = ${waitingId} AND step = 1 AND round = 1`;
  return send(people.manager, `POST /approvals/${step!.id}/decide`, { decision, comment: 'P2' });
};

/** As the life cycle of a chain, seen from its first step: to approve it leaves the chain open behind it. */
const firstStep: Table = {
  approve: { from: ['open'], to: 'asked' },
  decline: { from: ['open'], to: CHAIN_LIFE_CYCLE.decline.to },
  return: { from: ['open'], to: CHAIN_LIFE_CYCLE.return.to },
  withdraw: { from: ['open', 'asked', 'returned'], to: CHAIN_LIFE_CYCLE.withdraw.to },
};

const approval: Stage = {
  ...{ name: 'a step that is asked', table: firstStep, start: 'open', rewind: rewindChain },
  status: async () => {
    const [row] = await sql`
      SELECT c.status, bool_or(a.step = 2 AND a.opened_at IS NOT NULL) AS "isAsked" FROM approval_chains c
      JOIN approvals a ON a.lab_id = c.lab_id AND a.chain_id = c.id WHERE c.subject_id = ${waitingId} GROUP BY c.status`;
    return row!.status === 'open' && row!.isAsked ? 'asked' : row!.status;
  },
  verbs: {
    approve: decide('approve'),
    decline: decide('decline'),
    return: decide('return'),
    withdraw: () => send(people.booker, `POST /loans/${waitingId}/cancel`, {}),
  },
};

const damageId = '01900000-0000-7000-8000-00000000d001';
const onDamage = (who: keyof typeof people, path: string, body: object) => () =>
  send(people[who], `POST /damages/${damageId}/${path}`, body);
const says = {
  propose: onDamage('keeper', 'propose', { amountFen: 0 }),
  accept: onDamage('booker', 'answer', { accept: true }),
  contest: onDamage('booker', 'answer', { accept: false }),
  decide: onDamage('officer', 'decide', { amountFen: 0, reason: 'R' }),
  waive: onDamage('manager', 'waive', { reason: 'R' }),
  settle: onDamage('finance', 'settle', {}),
};

/** While the borrower may still answer a new amount, nobody decides over their head. */
const damageTable: Table = { ...DAMAGE_LIFE_CYCLE, decide: { ...DAMAGE_LIFE_CYCLE.decide, from: ['contested'] } };

const damage = (start: 'proposed' | 'contested' | 'agreed', verbs: Verbs): Stage => ({
  ...{ name: `damage that is ${start}`, table: damageTable, start, verbs },
  rewind: async () => {
    await sql`
      INSERT INTO damage_claims (lab_id, lending_id, id, item, description, amount_fen, source, status, photo_ids, reported_by, at)
      SELECT lab_id, id, ${damageId}, 'X', '', 0, 'report', ${start}, '{}', user_id, now() FROM lendings WHERE id = ${loanId}
      ON CONFLICT (lab_id, lending_id, id) DO UPDATE SET status = excluded.status, amount_fen = 0, answer_due_at = NULL`;
  },
  status: async () => {
    const [row] = await sql`SELECT status FROM damage_claims WHERE id = ${damageId}`;
    return row!.status;
  },
});

const stages: readonly Stage[] = [
  approval,
  loan('contracted', {
    cancel: onLoan('booker', 'cancel', {}),
    handOver: onLoan('keeper', 'hand-over', seen),
  }),
  loan('handedOver', { takeBack: onLoan('keeper', 'take-back', seen) }),
  damage('proposed', { propose: says.propose, accept: says.accept, contest: says.contest, waive: says.waive }),
  damage('contested', { propose: says.propose, decide: says.decide, waive: says.waive }),
  damage('agreed', { settle: says.settle }),
];

const pairs = stages.flatMap((stage) => {
  const names = Object.keys(stage.verbs);
  return names.flatMap((first, i) => names.slice(i).map((second) => [stage.name, first, second, stage] as const));
});

describe(`of two steps taken at the same moment each happens once, ${rounds} times each pair (P2)`, () => {
  test.each(pairs)('%s: %s and %s', async (_name, first, second, stage) => {
    for (let i = 0; i < rounds; i++) {
      await stage.rewind();
      const verbs = [first, second];
      const replies = await Promise.all(verbs.map((verb) => stage.verbs[verb]!()));
      const won = verbs.filter((_, index) => replies[index]!.status === 200);
      for (const loser of replies.filter((reply) => reply.status !== 200))
        expect([loser.status, loser.body.code], JSON.stringify(loser.body)).toEqual([409, 'state-conflict']);
      expect(ends(stage, won), `${won.join(' and ')} from ${stage.start}`).toContain(await stage.status());
      // Who lost could not have gone second.
      const [winner] = won;
      if (won.length === 1) {
        const lost = replies[0]!.status === 200 ? second : first;
        expect(stage.table[lost]!.from).not.toContain(stage.table[winner!]!.to);
      }
    }
  });
});

/** Where the verbs that won can lead, in an order that the table allows. */
function ends({ table, start }: Stage, won: readonly string[]): string[] {
  const orders = won.length === 2 ? [won, [...won].reverse()] : [won];
  return orders.flatMap((order) => {
    let status: string | undefined = won.length === 0 ? undefined : start;
    for (const verb of order)
      status = status !== undefined && table[verb]!.from.includes(status) ? table[verb]!.to : undefined;
    return status === undefined ? [] : [status];
  });
}
