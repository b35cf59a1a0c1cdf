import { formatInstant } from '@guanyi/contracts/shapes';
import type { AccountBalance, JournalEntry } from '@guanyi/db/ledger/journal';
import { m } from '@guanyi/messages';
import type { Locale } from '../../locale.ts';

type Message = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const messages = m as unknown as Record<string, Message | undefined>;

/** What a transfer is for, in words; a kind that nobody has worded stands for itself. */
export function kindIn(kind: string, locale: Locale): string {
  return messages[`ledger_kind_${kind}`]?.({}, { locale }) ?? kind;
}

/** The name of an account: what it is, and whose. */
export function accountIn(
  account: { kind: string; owner: { zh: string; en?: string } | null },
  locale: Locale,
): string {
  const kind = messages[`ledger_account_${account.kind}`]?.({}, { locale }) ?? account.kind;
  const owner = account.owner && (locale === 'en' ? (account.owner.en ?? account.owner.zh) : account.owner.zh);
  return owner ? `${kind} · ${owner}` : kind;
}

export function presentAccount({ owner, scopeId, ...account }: AccountBalance, locale: Locale) {
  return {
    ...account,
    ...(scopeId ? { scopeId } : {}),
    name: accountIn({ kind: account.kind, owner }, locale),
    balanceFen: account.debitFen - account.creditFen,
  };
}

export function presentTransfer(entry: JournalEntry, locale: Locale) {
  const { debit, credit, resolvesId, reversesId, createdAt, ...rest } = entry;
  const at = formatInstant(createdAt);
  return {
    ...rest,
    // A transfer never changes, so it has one version.
    ...{ version: 1, createdAt: at, updatedAt: at },
    debitName: accountIn(debit, locale),
    creditName: accountIn(credit, locale),
    title: kindIn(entry.kind, locale),
    ...(resolvesId ? { resolvesId } : {}),
    ...(reversesId ? { reversesId } : {}),
  };
}
