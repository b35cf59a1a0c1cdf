import { compact, cutFine, normalise, runs, syllables } from './words.ts';

/** What can be found of an instrument, with the names that its codes stand for. */
export interface SearchSource {
  assetNumber: string;
  nameZh: string;
  nameEn: string | null;
  model: string;
  manufacturer: string;
  descriptionZh: string | null;
  descriptionEn: string | null;
  /** Names of its class and of the classes above, of its disciplines, of its lab: in both languages. */
  classNames: readonly string[];
  otherNames: readonly string[];
}

export interface SearchDocument {
  /** A tsvector literal, weights A to D. */
  tokens: string;
  /** For matches inside words and of model numbers; lower case. */
  text: string;
}

type Weight = 'A' | 'B' | 'C' | 'D';

/** PostgreSQL keeps positions up to 16,383; a description beyond this many tokens is found by its beginning. */
const tokenLimit = 2_000;

/** Makes what the search compares with. Kept with the instrument whenever a fact in it changes. */
export function searchDocument(source: SearchSource): SearchDocument {
  const tokens = new Map<string, Weight>();
  const add = (words: Iterable<string>, weight: Weight) => {
    for (const word of words) {
      const known = tokens.get(word);
      if (word !== '' && (known === undefined || weight < known) && tokens.size < tokenLimit) tokens.set(word, weight);
    }
  };
  add(wordsOf(`${source.nameZh} ${source.nameEn ?? ''}`), 'A');
  add(wordsOf(source.model), 'A');
  add([compact(source.assetNumber)], 'A');
  add(wordsOf(source.manufacturer), 'B');
  add(wordsOf(source.classNames.join(' ')), 'B');
  add(spellings(source.nameZh), 'B');
  add(spellings(source.classNames.join(' ')), 'C');
  add(wordsOf(source.otherNames.join(' ')), 'C');
  add(pairs(source.nameZh), 'D');
  add(wordsOf(`${source.descriptionZh ?? ''} ${source.descriptionEn ?? ''}`), 'D');
  return { tokens: literal(tokens), text: partialText(source) };
}

function wordsOf(text: string): string[] {
  return runs(text).flatMap((run) => (run.isHan ? cutFine(run.text) : latinWords(run.text)));
}

/** `icp-ms` is found whole, joined and by its parts. */
function latinWords(run: string): string[] {
  const parts = run.split(/[^\p{L}\p{N}]+/u);
  return parts.length > 1 ? [run, compact(run), ...parts] : [run];
}

/** Pinyin of each word in full and by its initials, and every syllable, for people who type without a Chinese keyboard. */
function spellings(text: string): string[] {
  return runs(text)
    .filter((run) => run.isHan)
    .flatMap((run) => [...cutFine(run.text), run.text])
    .flatMap((word) => {
      const parts = syllables(word);
      return parts.length > 1 ? [parts.join(''), initials(parts), ...parts] : parts;
    });
}

function initials(parts: readonly string[]): string {
  return parts.map((part) => part[0] ?? '').join('');
}

/** Neighbouring characters of the name: finds words of two characters that no dictionary knows. */
function pairs(text: string): string[] {
  return runs(text)
    .filter((run) => run.isHan)
    .flatMap(({ text: run }) => [...run].slice(1).map((character, i) => `${[...run][i] ?? ''}${character}`));
}

function partialText(source: SearchSource): string {
  const parts = syllables(source.nameZh);
  return [
    compact(source.nameZh),
    compact(source.model),
    compact(`${source.manufacturer}${source.model}`),
    compact(source.assetNumber),
    compact(source.nameEn ?? ''),
    initials(parts),
    parts.join(''),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function literal(tokens: ReadonlyMap<string, Weight>): string {
  return [...tokens].map(([word, weight], i) => `${quoted(word)}:${i + 1}${weight}`).join(' ');
}

/** A lexeme in quotes, as tsvector and tsquery literals write it. */
export function quoted(word: string): string {
  return `'${normalise(word).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
