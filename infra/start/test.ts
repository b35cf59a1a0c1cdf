import { startVitest, type Vitest } from 'vitest/node';
import { say } from './checkout.ts';
import { askedToEnd } from './lifetime.ts';

/** Faults that take minutes run in their full size only when asked for; see tests/support/scale.ts. */
if (process.argv.includes('--full')) process.env.TEST_SCALE = 'full';
const filters = process.argv.slice(2).filter((argument) => argument !== '--full');

let running: Vitest | undefined;
void askedToEnd().then(async () => {
  await running?.exit(true);
  process.exit(130);
});

let passed = 0;
let failed = 0;
try {
  running = await startVitest('test', filters, { run: true, watch: false });
  count(running);
  await running.close();
} catch (error) {
  failed += 1;
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
}
if (passed + failed === 0) failed = 1;
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** A file that cannot be loaded and an error outside of any test count as failures of their own. */
function count(vitest: Vitest): void {
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
