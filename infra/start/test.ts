import { createVitest } from 'vitest/node';
import { say } from './checkout.ts';
import { askedToEnd } from './lifetime.ts';

/** Faults that take minutes run in their full size only when asked for; see tests/support/scale.ts. */
if (process.argv.includes('--full')) process.env.TEST_SCALE = 'full';
/** The test that runs is cut off, browsers are closed and the database is stopped; whoever asked may not wait longer. */
const endWithinMs = 20_000;

const filters = process.argv.slice(2).filter((argument) => argument !== '--full');

const vitest = await createVitest('test', { run: true, watch: false });
// Vitest ends the process within a millisecond of a signal, and would leave the database behind.
for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
void askedToEnd().then(async () => {
  setTimeout(() => process.exit(130), endWithinMs);
  await vitest.cancelCurrentRun('keyboard-input');
  await vitest.close();
  process.exit(130);
});

let passed = 0;
let failed = 0;
try {
  await vitest.start(filters);
  count();
  await vitest.close();
} catch (error) {
  failed += 1;
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
}
if (passed + failed === 0) failed = 1;
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** A file that cannot be loaded and an error outside of any test count as failures of their own. */
function count(): void {
  let skipped = 0;
  for (const file of vitest.state.getTestModules()) {
    failed += file.errors().length;
    for (const test of file.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      else if (state === 'failed') failed += 1;
      else skipped += 1;
    }
  }
  failed += vitest.state.getUnhandledErrors().length;
  if (skipped > 0) say(`${skipped} skipped`);
}
