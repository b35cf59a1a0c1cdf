/** Whether proofs run in their full size (`npm run test:full`) or in the fast one that every run affords. */
export const fullScale = process.env.TEST_SCALE === 'full';
