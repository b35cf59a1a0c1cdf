import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { createCreditNote } from '@guanyi/commands/statements/create-credit-note';
import { issueStatement } from '@guanyi/commands/statements/issue-statement';
import { requestStatements, stateRun } from '@guanyi/commands/statements/run-statements';
import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { createCharges } from '../../support/factories/charges.ts';
import { asPerson } from '../../support/factories/world.ts';
import type { Makers, Sample, Side } from './side.ts';

let month = 0;

/** Things of statements and of the books that paths name. */
export function statementMakers(api: TestApp): Makers {
  return {
    statementId: async (side) => {
      const id = await createDraft(api, side);
      statementOf.set(side.customer, id);
      return id;
    },
    creditNoteId: (side) => creditLast(api, side),
    period: () => {
      month += 1;
      return `${2000 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    },
  };
}

/** By customer: the statement made last, which the path of a credit note names too. */
const statementOf = new Map<string, string>();

/** Issues that statement and takes a fen of it back. */
async function creditLast({ database, clock }: TestApp, side: Side): Promise<string> {
  const statementId = statementOf.get(side.customer) ?? '';
  const context = asPerson(side.people.finance, clock.now());
  const issued = await execute(database, context, issueStatement, { statementId });
  if (!issued.ok) throw new Error(`Not issued: ${issued.code}`);
  const [line] = await database.sql<{ chargeId: string }[]>`
    SELECT charge_id AS "chargeId" FROM statement_lines WHERE statement_id = ${statementId}`;
  const lines = [{ chargeId: line!.chargeId, amountFen: 1 }];
  const note = await execute(database, context, createCreditNote, { statementId, lines, reason: 'access' });
  if (!note.ok) throw new Error(`Not credited: ${note.code}`);
  return note.value.id;
}

async function createDraft({ database, clock }: TestApp, side: Side): Promise<string> {
  const place = { districtId: side.district, labId: side.lab, instrumentId: side.instrument };
  const occurredAt = Date.parse('2025-11-10T02:00:00Z');
  await createCharges(database, [{ ...place, organisationId: side.customer, occurredAt, amountsFen: [8_000] }]);
  const context = asPerson(side.people.finance, clock.now());
  const input = { districtId: side.district, period: '2025-11', dryRun: false };
  const asked = await execute(database, context, requestStatements, input);
  if (!asked.ok) throw new Error(`No run: ${asked.code}`);
  await execute(database, systemContext(clock.now()), stateRun, asked.value.operationId);
  const [row] = await database.sql<{ id: string }[]>`
    SELECT id FROM statements WHERE operation_id = ${asked.value.operationId} AND organisation_id = ${side.customer}`;
  return row!.id;
}

export const statementSamples: Record<string, Sample> = {
  runStatements: (side) => ({ body: { districtId: side.district, period: '2025-10', dryRun: true } }),
  updateStatement: () => ({ body: { taxInvoiceRef: 'access' } }),
  voidStatement: () => ({ body: { reason: 'access' } }),
  createCreditNote: () => ({ body: { lines: [{ chargeId: newId(), amountFen: 1 }], reason: 'access' } }),
  closePeriod: (side) => ({ body: { districtId: side.district } }),
  reopenPeriod: (side) => ({ body: { districtId: side.district } }),
};

export const statementQueries: Record<string, string> = { exportJournal: '?period=2026-12' };

export const statementOwnedByBody = ['runStatements'];
