/** Fen from yuan as people type them: `1,404.29`, `80`, `0.5`. Undefined for what is no such amount; never by floating point. */
export function fenOf(text: string): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/[,，\s]/g, ''));
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
