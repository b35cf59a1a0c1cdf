import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { checkout, say } from './checkout.ts';
import { compileMessages } from './storefront.ts';

/** From the quickest answer to the slowest. */
const steps: [name: string, program: string, ...args: string[]][] = [
  ['format and lint', 'biome', 'check', '.'],
  ['types', 'tsc', '-p', '.'],
  ['boundaries', 'depcruise', '--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'infra', 'tests'],
  ['dead code', 'knip'],
  ['unit tests', 'vitest', 'run', '--project', 'unit', '--reporter', 'dot'],
];

await compileMessages();
for (const [name, program, ...args] of steps) {
  say(`— ${name}`);
  const result = spawnSync(path.join(checkout, 'node_modules', '.bin', program), args, {
    cwd: checkout,
    stdio: 'inherit',
  });
  if (result.status !== 0) {
    say(`${name}: failed`);
    process.exit(1);
  }
}
say('check: all good');
