// The typesetter as a process of its own: setting 5,000 lines takes seconds and hundreds of megabytes, which nobody who answers
// requests can spare. Plain JavaScript, so that it starts without a compiler. Told of one document at a time; ends with its parent.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { openSync } from 'fontkit';

const templates = fileURLToPath(new URL('..', import.meta.url));
const fonts = path.join(path.dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');
const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: [fonts] }] });
const printable = new Set(openSync(path.join(fonts, 'NotoSansHans-Regular.otf')).characterSet);

/** PDF/A refuses a character that the font does not draw: its plain form stands in for it, or an empty box. */
function drawn(text) {
  let result = '';
  for (const character of text) {
    if (printable.has(character.codePointAt(0)) || character === '\n') result += character;
    else
      result += [...character.normalize('NFKC')]
        .map((part) => (printable.has(part.codePointAt(0)) ? part : '□'))
        .join('');
  }
  return result;
}

function typeset({ template, data, at }) {
  const text = JSON.stringify(data, (_key, value) => (typeof value === 'string' ? drawn(value) : value));
  const compiled = compiler.compile({ mainFilePath: path.join(templates, template), inputs: { data: text } });
  if (!compiled.result) throw new Error(`${template}: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`);
  // Tags of tables would make a long document twenty times as large.
  return compiler.pdf(compiled.result, {
    pdfStandard: 'a-2b',
    pdfTags: false,
    creationTimestamp: Math.floor(at / 1000),
  });
}

process.on('message', (document) => {
  try {
    const bytes = typeset(document);
    process.send({ bytes });
  } catch (error) {
    process.send({ failure: error instanceof Error ? error.message : String(error) });
  }
  compiler.evictCache(0);
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });
