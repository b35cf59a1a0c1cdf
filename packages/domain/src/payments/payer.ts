/**
 * The name of a payer as it is compared: full and half width, brackets, dots, spaces and case say nothing.
 * `滨海海洋大学（本部）` and `滨海海洋大学(本部)` are one.
 */
export function payerKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '');
}

/**
 * How well a payer fits an organisation: `equal`, `similar` when one name contains the other and both say enough, else `other`.
 */
export function comparePayer(payer: string, organisationNames: readonly string[]): 'equal' | 'similar' | 'other' {
  const key = payerKey(payer);
  const keys = organisationNames.map(payerKey).filter((name) => name !== '');
  if (keys.includes(key)) return 'equal';
  const isPart = (part: string, whole: string) => part.length >= 4 && whole.includes(part);
  return keys.some((name) => isPart(name, key) || isPart(key, name)) ? 'similar' : 'other';
}
