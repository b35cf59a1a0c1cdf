import { hashOf, isBuiltFrom, programInputs, programStamp } from './built-from.mjs';
import { checkout } from './checkout.ts';
import { runNode } from './storefront.ts';

/** Builds the programs into infra/dist/, unless what is there was built from the same files. */
export async function buildPrograms(): Promise<void> {
  if (isBuiltFrom(programStamp, hashOf(programInputs))) return;
  await runNode(['--import', 'tsx', 'infra/start/bundle.ts'], checkout);
}
