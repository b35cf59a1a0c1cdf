// Joins each program with the parts of ours that it is made of into plain JavaScript in infra/dist/, so that running it takes no compiler
// along: measured, that is two fifths of the API's memory and most of its start. Libraries stay where they are installed.
import path from 'node:path';
import { build, type Plugin } from 'vite';
import { hashOf, noteBuiltFrom, programInputs, programStamp } from './built-from.mjs';
import { checkout } from './checkout.ts';
import { compileMessages } from './storefront.ts';

const outFolder = path.dirname(programStamp);

/** By the name that each has in infra/dist/. */
const programs = {
  api: 'apps/api/src/main.ts',
  worker: 'apps/worker/src/main.ts',
  'end-with-parent': 'infra/start/end-with-parent.ts',
  start: 'infra/start/start.ts',
  migrate: 'infra/start/migrate.ts',
};

/** A library is found from the package that depends on it, and imported by its path: from infra/dist/ its name would mean nothing. */
const librariesInPlace: Plugin = {
  name: 'libraries-in-place',
  enforce: 'pre',
  async resolveId(id, importer, options) {
    if (!importer || /^(@guanyi\/|[./]|node:|\0)/.test(id)) return null;
    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
    if (!found || !path.isAbsolute(found.id)) return found;
    return { id: `./${path.relative(outFolder, found.id)}`, external: true };
  },
};

/** Code that reads a file beside itself goes on reading it there. */
const filesInPlace: Plugin = {
  name: 'files-in-place',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return null;
    const source = path.relative(outFolder, id.split('?')[0] ?? id);
    return {
      code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(source)}, import.meta.url).href`),
      map: null,
    };
  },
};

await compileMessages();
const stamp = hashOf(programInputs);
await build({
  configFile: false,
  root: checkout,
  logLevel: 'warn',
  mode: 'production',
  plugins: [librariesInPlace, filesInPlace],
  // As Node itself would find a library, and not as a browser would.
  environments: {
    ssr: { resolve: { conditions: ['node', 'import', 'default'], mainFields: [], noExternal: true } },
  },
  build: {
    ssr: true,
    outDir: outFolder,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(programs).map(([name, file]) => [name, path.join(checkout, file)])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js', format: 'esm' },
    },
  },
});
noteBuiltFrom(programStamp, stamp);
