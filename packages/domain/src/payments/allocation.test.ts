import { describe, expect, it } from 'vitest';
import { judgeAllocation, type Payable } from './allocation.ts';

const statement = (more: Partial<Payable> = {}): Payable => ({
  ...{ statementId: 's', organisationId: 'ocean', status: 'issued', outstandingFen: 300 },
  ...more,
});
const payment = { amountFen: 500, allocatedFen: 0, refundedFen: 100, organisationId: 'ocean' };

describe('a payment', () => {
  it('may be split over statements up to what each wants and what it has', () => {
    const wanted = [
      { statement: statement(), amountFen: 300 },
      { statement: statement({ statementId: 't', status: 'partlyPaid' }), amountFen: 100 },
    ];
    expect(judgeAllocation(payment, wanted)).toBeUndefined();
    expect(judgeAllocation({ ...payment, organisationId: null }, wanted)).toBeUndefined();
  });

  it.each([
    ['more than the statement wants', [{ statement: statement(), amountFen: 301 }], 'exceeds-outstanding'],
    [
      'more than it has',
      [
        { statement: statement(), amountFen: 300 },
        { statement: statement({ statementId: 't' }), amountFen: 101 },
      ],
      'exceeds-unallocated',
    ],
    ['a draft', [{ statement: statement({ status: 'draft' }), amountFen: 1 }], 'state-conflict'],
    ['one that is paid', [{ statement: statement({ status: 'paid' }), amountFen: 1 }], 'state-conflict'],
    ['one that was called off', [{ statement: statement({ status: 'void' }), amountFen: 1 }], 'state-conflict'],
    ['another customer’s', [{ statement: statement({ organisationId: 'beacon' }), amountFen: 1 }], 'payer-mismatch'],
  ] as const)('does not go to a statement that is or wants %s', (_name, wanted, code) => {
    expect(judgeAllocation(payment, wanted)).toMatchObject({ code });
  });

  it('of nobody known cannot pay for two customers', () => {
    const wanted = [
      { statement: statement(), amountFen: 1 },
      { statement: statement({ statementId: 't', organisationId: 'beacon' }), amountFen: 1 },
    ];
    expect(judgeAllocation({ ...payment, organisationId: null }, wanted)).toMatchObject({ code: 'payer-mismatch' });
  });
});
