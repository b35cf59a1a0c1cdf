import { yuanText } from './format.ts';

/** An amount in yuan from integer fen, tabular; with the sign ¥ for totals, without it in columns. */
export function Money({ fen, sign }: { fen: number; sign?: boolean }) {
  return <span className="nw">{sign && fen >= 0 ? `¥${yuanText(fen)}` : yuanText(fen)}</span>;
}
