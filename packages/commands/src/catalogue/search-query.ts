import { quoted } from './search-document.ts';
import { compact, cut, runs } from './words.ts';

/** One condition of a search; a row must meet all of them. */
export interface SearchTerm {
  /** A tsquery literal. */
  tokens: string;
  /** What `search_text` may contain instead; null where it is too short for the trigram index. */
  part: string | null;
}

export interface SearchQuery {
  terms: SearchTerm[];
  /** A tsquery literal of all words, by which results are ranked. */
  ranking: string;
}

/** Trigrams need three characters; below that an index on parts of words cannot help. */
const shortestPart = 3;
const termLimit = 12;

/** Endings that say no more than "apparatus": 质谱仪 shall find 质谱联用仪. */
const genericEnding = /(分析仪器|测试仪器|仪器|设备|装置|系统|仪|计|机)$/u;

/**
 * What a person typed, as conditions: Chinese words, pinyin in full or by initials, English words, model numbers.
 * @returns null when nothing in it can be searched for.
 */
export function searchQuery(typed: string): SearchQuery | null {
  const terms = runs(typed)
    .slice(0, termLimit)
    .flatMap((run) => (run.isHan ? hanTerms(run.text) : [latinTerm(run.text)]));
  if (terms.length === 0) return null;
  return { terms, ranking: terms.map((term) => `(${term.tokens})`).join(' | ') };
}

function hanTerms(run: string): SearchTerm[] {
  const words = cut(run).filter((word) => word.trim() !== '');
  const all = words.map((word) => `(${alternatives(word).map(quoted).join(' | ')})`).join(' & ');
  const tokens = words.length > 1 ? `${quoted(run)} | (${all})` : all;
  return [{ tokens, part: [...run].length >= shortestPart ? run : null }];
}

function alternatives(word: string): string[] {
  const stem = word.replace(genericEnding, '');
  return stem !== word && [...stem].length >= 2 ? [word, stem] : [word];
}

function latinTerm(run: string): SearchTerm {
  const joined = compact(run);
  const parts = run.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  const byParts = parts.map((part) => `${quoted(part)}:*`).join(' & ');
  const tokens = parts.length > 1 ? `${quoted(joined)}:* | (${byParts})` : byParts;
  return { tokens, part: joined.length >= shortestPart ? joined : null };
}
