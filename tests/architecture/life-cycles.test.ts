import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withDiagrams } from '../../infra/diagrams/life-cycles.ts';
import { checkout } from './source-files.ts';

test('ARCHITECTURE.md shows the life cycles as the program has them; infra/diagrams/write.ts renews them', () => {
  const document = readFileSync(path.join(checkout, 'ARCHITECTURE.md'), 'utf8');
  expect(withDiagrams(document)).toBe(document);
});
