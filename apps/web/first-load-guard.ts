import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface GuardOptions {
  /** Source files whose code a first visit needs, relative to the root of the site. */
  entries: readonly string[];
  /** Kilobytes (1000 bytes) of gzipped JavaScript that a first visit may load. */
  limitKb: number;
  /** Parts of module paths that may not reach a first visit at all. */
  forbidden: readonly string[];
}

interface Chunk {
  type: 'chunk';
  fileName: string;
  facadeModuleId: string | null;
  imports: string[];
  moduleIds: string[];
  code: string;
}

/** Fails the build when a first visit to the catalogue would load too much JavaScript, or a library that it must not. */
export function firstLoadGuard({ entries, limitKb, forbidden }: GuardOptions): Plugin {
  return {
    name: 'guanyi-first-load-guard',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = new Map<string, Chunk>();
      for (const item of Object.values(bundle)) if (item.type === 'chunk') chunks.set(item.fileName, item as Chunk);
      const needed = new Set<string>();
      const visit = (fileName: string) => {
        const chunk = chunks.get(fileName);
        if (!chunk || needed.has(fileName)) return;
        needed.add(fileName);
        chunk.imports.forEach(visit);
      };
      for (const entry of entries) {
        const chunk = [...chunks.values()].find(
          ({ facadeModuleId, moduleIds }) =>
            facadeModuleId?.endsWith(entry) || moduleIds.some((id) => id.endsWith(entry)),
        );
        if (!chunk) this.error(`The first-load guard looks for ${entry}, which is in no chunk.`);
        visit(chunk.fileName);
      }
      const loaded = [...needed].map((fileName) => chunks.get(fileName)).filter((chunk) => chunk !== undefined);
      for (const { moduleIds } of loaded) {
        const bad = moduleIds.find((id) => forbidden.some((part) => id.includes(part)));
        if (bad) this.error(`${bad} must not be part of a first visit.`);
      }
      const bytes = loaded.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);
      const text = `${(bytes / 1000).toFixed(1)} kB gzip in ${loaded.length} files, limit ${limitKb} kB`;
      if (bytes > limitKb * 1000) this.error(`A first visit would load ${text}.`);
      this.info(`A first visit loads ${text}.`);
    },
  };
}
