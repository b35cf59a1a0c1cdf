// For images and servers: makes everything that is made from sources, and ends.
import { buildPrograms } from './programs.ts';
import { buildStorefront, compileMessages } from './storefront.ts';

await compileMessages();
await buildStorefront();
await buildPrograms();
