import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PdfDocument } from '@guanyi/documents/pdf/document';

const templates = fileURLToPath(new URL('../../../packages/documents/src', import.meta.url));
const fromDocuments = createRequire(path.join(templates, 'pdf', 'typeset.ts'));

interface Compiler {
  compile(input: { mainFilePath: string; inputs: Record<string, string> }): { result?: object };
  pdf(result: object, options: object): Uint8Array;
  evictCache(age: number): void;
}

/** The renderer that documents are set with, alone: no process of its own, no look at the characters, nothing read. */
export async function openRenderer(): Promise<{ render(document: PdfDocument): Uint8Array }> {
  const library = pathToFileURL(fromDocuments.resolve('@myriaddreamin/typst-ts-node-compiler')).href;
  const { NodeCompiler } = (await import(library)) as { NodeCompiler: { create(options: object): Compiler } };
  const fonts = path.join(path.dirname(fromDocuments.resolve('@embedpdf/fonts-sc')), '..', 'fonts');
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: [fonts] }] });
  return {
    render({ template, data, at }) {
      const compiled = compiler.compile({
        mainFilePath: path.join(templates, template),
        inputs: { data: JSON.stringify(data) },
      });
      if (!compiled.result) throw new Error(`${template} cannot be set.`);
      const creationTimestamp = Math.floor(at / 1_000);
      const paper = compiler.pdf(compiled.result, { pdfStandard: 'a-2b', pdfTags: false, creationTimestamp });
      compiler.evictCache(0);
      return paper;
    },
  };
}
