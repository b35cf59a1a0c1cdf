import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withDiagrams } from './life-cycles.ts';

const architecture = fileURLToPath(new URL('../../ARCHITECTURE.md', import.meta.url));
writeFileSync(architecture, withDiagrams(readFileSync(architecture, 'utf8')));
