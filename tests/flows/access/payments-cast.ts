import type { TestApp } from '../../support/build-app.ts';
import type { Makers, Side } from './side.ts';

type Sample = (side: Side) => { body?: unknown; headers?: Record<string, string> };

/** Things of budgets, limits, payments and vouchers that paths name. */
export function paymentsMakers(_api: TestApp): Makers {
  return {
    projectCode: () => 'access',
  };
}

/** Far above anything that a test books, so that no other test is held up by it. */
const ampleFen = 1_000_000_000_000;

export const paymentsSamples: Record<string, Sample> = {
  updateProjectBudget: (side) => ({ body: { limitFen: ampleFen, kind: 'hard', organisationId: side.customer } }),
  setCreditLimit: (side) => ({
    body: { organisationId: side.customer, limitFen: ampleFen, districtId: side.district },
  }),
};

export const paymentsOwnedByBody = ['setCreditLimit'];
