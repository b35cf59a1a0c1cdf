import type { Instant, Window } from '../kernel/window.ts';

/** Everything that can lay claim to an instrument's time; one calendar holds them all. */
export const CLAIM_KINDS = [
  'hold',
  'booking',
  'termLease',
  'loan',
  'equity',
  'maintenance',
  'calibration',
  'breakdown',
  'statutory',
  'openDay',
] as const;

export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Kinds that take the instrument out of service; they are announced by the lab and never by a customer. */
export const OUTAGE_KINDS = ['maintenance', 'calibration', 'breakdown', 'statutory', 'openDay'] as const;

export type OutageKind = (typeof OUTAGE_KINDS)[number];

/** A claim as the calendar stores it: `from` and `until` are the footprint, set-up and teardown included. */
export interface Claim extends Window {
  kind: ClaimKind;
  /** Holds and pending requests lapse at this instant by themselves, whatever the clean-up has done. */
  expiresAt?: Instant | null;
}

export function isOutageKind(kind: ClaimKind): kind is OutageKind {
  return OUTAGE_KINDS.some((outage) => outage === kind);
}

/** Claims that somebody has by a contract; no other claim pushes them aside without a person. */
export function isBound(kind: ClaimKind): boolean {
  return kind === 'termLease' || kind === 'loan' || kind === 'equity';
}

/** Claims that make way for a loan or lease that is granted over them. */
export function yieldsToLending(kind: ClaimKind): boolean {
  return kind === 'booking' || kind === 'hold';
}

/** True unless the claim has lapsed; a claim that expires at `now` no longer occupies. */
export function occupies(claim: Claim, now: Instant): boolean {
  return claim.expiresAt === null || claim.expiresAt === undefined || now < claim.expiresAt;
}
