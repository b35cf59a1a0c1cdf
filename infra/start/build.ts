// For images and servers: makes everything that is made from sources, and ends.
import { buildStorefront, compileMessages } from './storefront.ts';

await compileMessages();
await buildStorefront();
