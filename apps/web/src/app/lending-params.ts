import { dayParam } from './search-params.ts';

const lendingKinds = ['loan', 'lease'] as const;

/** Whether a loan or a lease is meant. */
export function parseKind(raw: Record<string, unknown>): { kind?: (typeof lendingKinds)[number] } {
  const kind = lendingKinds.find((known) => known === raw.kind);
  return kind ? { kind } : {};
}

/** Days may be carried here from where the instrument was looked at. */
export function parseTerm(
  raw: Record<string, unknown>,
): ReturnType<typeof parseKind> & { firstDay?: string; lastDay?: string } {
  const [firstDay, lastDay] = [dayParam(raw.firstDay), dayParam(raw.lastDay)];
  return { ...parseKind(raw), ...(firstDay && { firstDay }), ...(lastDay && { lastDay }) };
}
