import { comparePayer } from './payer.ts';

/** A statement that waits for money. */
export interface OpenStatement {
  statementId: string;
  /** As printed on it. */
  number: string;
  organisationId: string;
  organisationNames: readonly string[];
  /** Left to be paid, above zero. */
  outstandingFen: number;
}

/** Money that has come in and waits for a statement. */
export interface OpenMoney {
  /** Not allocated yet, above zero. */
  amountFen: number;
  payer: string;
  reference: string;
  remark: string;
  /** Known when a person recorded it. */
  organisationId: string | null;
}

/** Why a statement may be the one that was paid, or may not: said to the person who confirms. */
export type MatchReasonCode =
  | 'number'
  | 'numberShort'
  | 'amountEqual'
  | 'amountOfSeveral'
  | 'amountLess'
  | 'amountMore'
  | 'payerEqual'
  | 'payerSimilar'
  | 'payerOther'
  | 'sameAmountElsewhere';

export interface MatchReason {
  code: MatchReasonCode;
  /** Something to be looked at, rather than something that speaks for it. */
  isDoubt: boolean;
  /** Fen short or over, or how many others have the same amount. */
  value?: number;
}

export interface Suggestion {
  allocations: { statementId: string; amountFen: number }[];
  reasons: MatchReason[];
  /** Higher is better; only for the order. */
  score: number;
  /** Number and amount agree: may be allocated without asking. */
  isCertain: boolean;
}

const weights: Record<MatchReasonCode, number> = {
  number: 60,
  numberShort: 25,
  amountEqual: 30,
  amountOfSeveral: 28,
  amountLess: 5,
  amountMore: 3,
  payerEqual: 20,
  payerSimilar: 8,
  payerOther: -15,
  sameAmountElsewhere: -6,
};

const leastScore = 25;
const mostSuggestions = 5;
/** Beyond this many open statements of one customer only the oldest are tried together. */
const mostTogether = 12;

/**
 * Which open statements a receipt may pay, best first, each with what speaks for it and what against it. Allocations never
 * exceed the money or what a statement still wants. One suggestion is certain at most: the printed number stands in the
 * reference or the remark, and the amounts agree to the fen.
 */
export function suggestMatches(money: OpenMoney, statements: readonly OpenStatement[]): Suggestion[] {
  const named = statements.filter((statement) => writtenIn(money, statement) === 'number');
  const singles = statements.map((statement) => suggestOne(money, statement, statements));
  const several = named.length > 1 ? [suggestSeveral(money, named, 'number')] : suggestSums(money, statements);
  const all = [...several.filter((one) => one !== undefined), ...singles].filter(({ score }) => score >= leastScore);
  const best = all.toSorted((a, b) => b.score - a.score).slice(0, mostSuggestions);
  // Two that are both beyond doubt contradict each other, so a person decides.
  const certain = best.filter((one) => one.isCertain);
  return certain.length > 1 ? best.map((one) => ({ ...one, isCertain: false })) : best;
}

/**
 * The one match that needs no person, if there is one: only statements whose whole number the payer wrote are looked at, so a
 * file of a thousand receipts against a thousand statements is a matter of moments.
 */
export function certainMatch(money: OpenMoney, statements: readonly OpenStatement[]): Suggestion | undefined {
  const named = statements.filter((statement) => writtenIn(money, statement) === 'number');
  if (named.length === 0) return undefined;
  return suggestMatches(money, named).find((suggestion) => suggestion.isCertain);
}

function suggestOne(money: OpenMoney, statement: OpenStatement, all: readonly OpenStatement[]): Suggestion {
  const written = writtenIn(money, statement);
  const difference = money.amountFen - statement.outstandingFen;
  const twins = all.filter((other) => other !== statement && other.outstandingFen === money.amountFen).length;
  const reasons: MatchReason[] = [
    ...(written ? [{ code: written, isDoubt: written === 'numberShort' }] : []),
    amountReason(difference),
    ...(difference === 0 && twins > 0 && written !== 'number'
      ? [{ code: 'sameAmountElsewhere' as const, isDoubt: true, value: twins }]
      : []),
    payerReason(money, statement),
  ];
  const amountFen = Math.min(money.amountFen, statement.outstandingFen);
  const isCertain = written === 'number' && difference === 0;
  return {
    allocations: [{ statementId: statement.statementId, amountFen }],
    reasons,
    score: scoreOf(reasons),
    isCertain,
  };
}

function amountReason(difference: number): MatchReason {
  if (difference === 0) return { code: 'amountEqual', isDoubt: false };
  return difference < 0
    ? { code: 'amountLess', isDoubt: true, value: -difference }
    : { code: 'amountMore', isDoubt: true, value: difference };
}

function payerReason(money: OpenMoney, statement: OpenStatement): MatchReason {
  if (money.organisationId === statement.organisationId) return { code: 'payerEqual', isDoubt: false };
  const fit = comparePayer(money.payer, statement.organisationNames);
  if (fit === 'equal') return { code: 'payerEqual', isDoubt: false };
  return { code: fit === 'similar' ? 'payerSimilar' : 'payerOther', isDoubt: true };
}

/** Several statements of one customer that come to the amount together. */
function suggestSums(money: OpenMoney, statements: readonly OpenStatement[]): (Suggestion | undefined)[] {
  return [...byCustomer(statements).values()].flatMap((own) => {
    const first = own[0];
    if (own.length < 2 || !first || payerReason(money, first).code !== 'payerEqual') return [];
    const chosen = subsetOf(own.slice(0, mostTogether), money.amountFen);
    return chosen && chosen.length > 1 ? [suggestSeveral(money, chosen, undefined)] : [];
  });
}

function byCustomer(statements: readonly OpenStatement[]): Map<string, OpenStatement[]> {
  const groups = new Map<string, OpenStatement[]>();
  for (const statement of statements) {
    groups.set(statement.organisationId, [...(groups.get(statement.organisationId) ?? []), statement]);
  }
  return groups;
}

function suggestSeveral(
  money: OpenMoney,
  statements: readonly OpenStatement[],
  written: 'number' | undefined,
): Suggestion | undefined {
  const allocations = spreadOldestFirst(money.amountFen, statements);
  const first = statements[0];
  if (!first || allocations.length < 2) return undefined;
  const wanted = statements.reduce((sum, statement) => sum + statement.outstandingFen, 0);
  const difference = money.amountFen - wanted;
  const reasons: MatchReason[] = [
    ...(written ? [{ code: written, isDoubt: false }] : []),
    difference === 0 ? { code: 'amountOfSeveral', isDoubt: false, value: statements.length } : amountReason(difference),
    payerReason(money, first),
  ];
  return { allocations, reasons, score: scoreOf(reasons), isCertain: written === 'number' && difference === 0 };
}

/** Pays statements in the order given until the money is used up; what is left over stays unallocated. */
export function spreadOldestFirst(
  amountFen: number,
  statements: readonly Pick<OpenStatement, 'statementId' | 'outstandingFen'>[],
): { statementId: string; amountFen: number }[] {
  let left = amountFen;
  const allocations: { statementId: string; amountFen: number }[] = [];
  for (const { statementId, outstandingFen } of statements) {
    const part = Math.min(left, outstandingFen);
    if (part <= 0) continue;
    allocations.push({ statementId, amountFen: part });
    left -= part;
  }
  return allocations;
}

/** The smallest set of statements, older ones first, whose outstanding sums add up to the amount; a walk over 4,096 sets at most. */
function subsetOf(statements: readonly OpenStatement[], amountFen: number): OpenStatement[] | undefined {
  let found: OpenStatement[] | undefined;
  for (let set = 1; set < 2 ** statements.length; set += 1) {
    const chosen = statements.filter((_, i) => Math.floor(set / 2 ** i) % 2 === 1);
    const sum = chosen.reduce((total, statement) => total + statement.outstandingFen, 0);
    if (sum === amountFen && (!found || chosen.length < found.length)) found = chosen;
  }
  return found;
}

function scoreOf(reasons: readonly MatchReason[]): number {
  return reasons.reduce((sum, { code }) => sum + weights[code], 0);
}

/** Whether the payer wrote the number of the statement: whole, or only its last group of digits, without year and month. */
function writtenIn(money: OpenMoney, statement: OpenStatement): 'number' | 'numberShort' | undefined {
  const written = `${money.reference} ${money.remark}`.normalize('NFKC').toUpperCase();
  const plain = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const number = plain(statement.number.toUpperCase());
  if (number !== '' && hasWhole(plain(written), number)) return 'number';
  const tail = /(\d+)\D*$/.exec(statement.number)?.[1] ?? '';
  const short = tail.length >= 3 && new RegExp(`(^|\\D)0*${Number(tail)}(\\D|$)`).test(money.remark.normalize('NFKC'));
  return short ? 'numberShort' : undefined;
}

/** …0041 is not written in …00412. */
function hasWhole(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
    const next = text[at + number.length];
    if (next === undefined || !/\d/.test(next) || !/\d$/.test(number)) return true;
  }
  return false;
}
