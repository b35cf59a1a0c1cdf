import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestReply } from '../../support/build-app.ts';
import { buildEquityScene, type EquityScene, type SceneCase, secondOfMarch } from '../../support/equity-scene.ts';
import { fullScale } from '../../support/scale.ts';

let scene: EquityScene;

beforeAll(async () => {
  scene = await buildEquityScene();
});
afterAll(() => scene.close());

const rounds = fullScale ? 20 : 2;
const movesARound = fullScale ? 200 : 60;

describe(`a storm of approvals, dilution, transfers and exits, ${rounds} × ${movesARound} at once (P5, D9)`, () => {
  test('what is held is what is issued at every commit, and nobody ever holds less than nothing', async () => {
    for (let round = 0; round < rounds; round++) {
      scene.api.clock.set(secondOfMarch);
      const made = await scene.caseAt('contributed');
      // The clock has moved by weeks on the way; what waits for its approval begins after that.
      const waiting = await scene.caseAt('inApproval');
      const watch = watchRegister();
      const replies = await Promise.all([
        ...Array.from({ length: movesARound }, (_, i) => randomMove(made, i)),
        exit(made),
        scene.approve(waiting.caseId).then(() => undefined),
      ]);
      const unbalanced = await watch.stop();
      expect(unbalanced).toEqual([]);
      const statuses = new Set(replies.flatMap((reply) => (reply ? [reply.status] : [])));
      expect([...statuses].filter((status) => ![200, 201, 409, 422].includes(status))).toEqual([]);
      await expectWhole(made);
    }
  }, 600_000);
});

/** Every commit is seen by somebody who looks all the time: sums of one venture in one statement. */
function watchRegister() {
  const unbalanced: unknown[] = [];
  let isLooking = true;
  const looking = (async () => {
    while (isLooking) {
      const rows = await scene.api.database.sql`
        SELECT scope_id, sum(credit_sum - debit_sum) FILTER (WHERE kind = 'stakeHolding')::bigint AS held,
          -sum(credit_sum - debit_sum) FILTER (WHERE kind = 'stakeIssue')::bigint AS issued,
          min(credit_sum - debit_sum) FILTER (WHERE kind = 'stakeHolding')::bigint AS least
        FROM ledger_accounts WHERE unit <> 'fen' GROUP BY scope_id`;
      unbalanced.push(...rows.filter((row) => row.held !== row.issued || Number(row.least) < 0));
    }
  })();
  return {
    async stop() {
      isLooking = false;
      await looking;
      return unbalanced;
    },
  };
}

function randomMove({ ventureId = '' }: SceneCase, i: number): Promise<TestReply> {
  const { customer, district, investor } = scene;
  const holders = [customer, district, investor];
  const from = holders[i % 3]!;
  const to = holders[(i + 1 + (i % 2)) % 3]!;
  const units = 1 + ((i * 7_919) % 400_000);
  return i % 4 === 0
    ? scene.as('officer', `POST /ventures/${ventureId}/stakes/issues`, { toOrganisationId: to, units, reason: 'storm' })
    : scene.as('officer', `POST /ventures/${ventureId}/stakes/transfers`, {
        ...{ fromOrganisationId: from, toOrganisationId: to, units, reason: 'storm' },
      });
}

const exit = ({ caseId }: SceneCase) =>
  scene.as('officer', `POST /equity-cases/${caseId}/exit`, {
    ...{ kind: 'buyBack', lastDay: '2029-04-30', instrumentReturns: true, considerationFen: 100 },
  });

/** The register, its entries and the books tell the same, whatever won. */
async function expectWhole({ ventureId = '' }: SceneCase): Promise<void> {
  const { body: register } = await scene.as('auditor', `GET /ventures/${ventureId}/stakes`);
  const held = register.holdings.reduce((sum: number, one: { units: number }) => sum + one.units, 0);
  expect(held).toBe(register.unitsIssued);
  const [books] = await scene.api.database.sql<{ units: number }[]>`
    SELECT sum(CASE WHEN a.kind = 'stakeHolding' THEN CASE WHEN a.id = t.credit_account_id THEN t.amount ELSE -t.amount END ELSE 0 END)::bigint
      AS units
    FROM transfers t JOIN ledger_accounts a ON a.id IN (t.debit_account_id, t.credit_account_id)
    WHERE t.unit = ${`stake:${ventureId}`}`;
  expect(books!.units).toBe(register.unitsIssued);
  expect(register.holdings.map((one: { organisationId: string }) => one.organisationId)).not.toContain(scene.district);
}

test('a decision and a withdrawal at the same moment end in one history, whoever is first', async () => {
  for (let i = 0; i < (fullScale ? 100 : 5); i++) {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('inApproval');
    const { body: chain } = await scene.as('manager', `GET /approvals?subjectId=${caseId}`);
    const first = chain.items.find((step: { step: number }) => step.step === 1);
    const replies = await Promise.all([
      scene.as('manager', `POST /approvals/${first.id}/decide`, { decision: 'decline' }),
      scene.as('booker', `POST /equity-cases/${caseId}/withdraw`, {}),
    ]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const { body } = await scene.as('officer', `GET /equity-cases/${caseId}`);
    expect(['declined', 'withdrawn']).toContain(body.status);
  }
});

/** One step each that a case in the stage allows, and what it leads to. */
const pairs = fullScale ? 40 : 3;

describe(`of two steps taken at the same moment each happens once, ${pairs} times each pair (P2)`, () => {
  const steps = {
    withdraw: (made: SceneCase) => scene.as('booker', `POST /equity-cases/${made.caseId}/withdraw`, {}),
    study: (made: SceneCase) =>
      scene.as('manager', `POST /equity-cases/${made.caseId}/feasibility`, { conclusion: 'positive', summary: '' }),
    appraise: (made: SceneCase) =>
      scene.as('officer', `POST /equity-cases/${made.caseId}/appraisals`, {
        ...{ agency: 'A', reportNumber: '1', method: 'cost', baseDate: '2026-01-01', valueFen: 300_000_000 },
      }),
    submit: (made: SceneCase) => scene.as('officer', `POST /equity-cases/${made.caseId}/submit`, {}),
    publish: (made: SceneCase) => scene.as('officer', `POST /equity-cases/${made.caseId}/notice`, { text: 'x' }),
    sign: (made: SceneCase) => scene.as('officer', `POST /equity-cases/${made.caseId}/agreement`, scene.agreement()),
    contribute: (made: SceneCase) =>
      scene.as('officer', `POST /equity-cases/${made.caseId}/contribute`, { firstDay: '2026-06-01' }),
    exit,
  };
  type Step = keyof typeof steps;
  const allowed: Partial<Record<Parameters<EquityScene['caseAt']>[0], readonly Step[]>> = {
    intent: ['study', 'withdraw'],
    feasible: ['appraise', 'withdraw'],
    appraised: ['submit', 'appraise', 'withdraw'],
    inApproval: ['appraise', 'withdraw'],
    approved: ['publish', 'appraise', 'withdraw'],
    noticed: ['sign', 'appraise', 'withdraw'],
    agreed: ['contribute'],
    contributed: ['exit'],
  };
  const cases = Object.entries(allowed).flatMap(([stage, names]) =>
    names.flatMap((first, i) => names.slice(i).map((second) => [stage, first, second] as const)),
  );

  test.each(cases)('in %s: %s and %s', async (stage, first, second) => {
    for (let i = 0; i < pairs; i++) {
      scene.api.clock.set(secondOfMarch);
      const made = await scene.caseAt(stage as Parameters<EquityScene['caseAt']>[0]);
      if (stage === 'noticed') scene.api.clock.set('2026-03-18T02:00:00Z');
      const { body: before } = await scene.as('officer', `GET /equity-cases/${made.caseId}`);
      const replies = await Promise.all([steps[first](made), steps[second](made)]);
      const { body: after } = await scene.as('officer', `GET /equity-cases/${made.caseId}`);
      const won = replies.filter((reply) => reply.status < 300).length;
      expect(won, JSON.stringify(replies.map((reply) => reply.body.code))).toBeGreaterThanOrEqual(1);
      // Every step that was granted is one line of the log and one version; a step that was not leaves nothing.
      expect(after.history.length - before.history.length).toBe(won);
      expect(after.version - before.version).toBe(won);
      for (const loser of replies.filter((reply) => reply.status >= 300)) {
        expect([loser.status, loser.body.code]).toEqual([409, 'state-conflict']);
      }
      const chain = after.history.map((step: { toStatus: string }) => step.toStatus);
      const from = after.history.map((step: { fromStatus?: string }) => step.fromStatus);
      expect(from.slice(1)).toEqual(chain.slice(0, -1));
    }
  });
});
