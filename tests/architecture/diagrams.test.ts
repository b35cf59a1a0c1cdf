import { readFileSync } from 'node:fs';
import { lendingDiagram } from '@guanyi/domain/lending/lending';
import { expect, test } from 'vitest';

const architecture = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');

test('the drawn life of a loan or lease is the one that the table gives', () => {
  expect(architecture).toContain(`\`\`\`mermaid\n${lendingDiagram()}\n\`\`\``);
});
