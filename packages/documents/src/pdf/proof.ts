import { createHash } from 'node:crypto';
import { m } from '@guanyi/messages';
import type { Locale } from '@guanyi/messages/notification-text';
import { type Code, codeOf } from './code.ts';

/** By what a paper is recognised: a hash of what it says, and where anybody can ask about it. */
export interface Proof {
  /** SHA-256 in hexadecimal. */
  contentHash: string;
  verifyUrl: string;
}

/** SHA-256 over the facts of a paper in the order in which they are given: papers that differ in any have different ones. */
export function contentHashOf(facts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** The proof of a paper by its number; `publicUrl` is where the storefront is reached. */
export function proofFor(publicUrl: string | undefined, number: string, contentHash: string): Proof {
  return { contentHash, verifyUrl: `${publicUrl ?? ''}/verify/${number}?hash=${contentHash}` };
}

/** What a template draws of a proof: the code, and hash and address in words. */
export function drawnProof({ contentHash, verifyUrl }: Proof, locale: Locale): { proof: string[]; qr: Code } {
  return {
    proof: [m.equity_paper_proof({ hash: contentHash, url: verifyUrl }, { locale })],
    qr: codeOf(verifyUrl),
  };
}
