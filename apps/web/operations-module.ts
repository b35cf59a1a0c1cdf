import { fileURLToPath } from 'node:url';
import { type Plugin, runnerImport } from 'vite';

const name = 'virtual:operations';
const resolved = `\0${name}`;

interface Contracts {
  clientRoutes(): Record<string, readonly [method: string, path: string, multipart?: true]>;
}

/**
 * Serves `virtual:operations`: operationId → [method, path, multipart], read from the contracts when the site is built. The browser
 * gets this small table and never the schemas, which would bring zod along.
 */
export function operationsModule(): Plugin {
  return {
    name: 'guanyi-operations',
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined;
      const entry = fileURLToPath(import.meta.resolve('@guanyi/contracts/all'));
      const { module } = await runnerImport<Contracts>(entry, { logLevel: 'error' });
      return `export default ${JSON.stringify(module.clientRoutes())};`;
    },
  };
}
