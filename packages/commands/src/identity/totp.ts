import { randomInt } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';

/** A phone's clock may be one step off in either direction. */
const toleranceSeconds = 30;
const issuer = 'Guanyi 关仪共享';

/** 160 bits in base32, as every authenticator reads it. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What the code to scan says. */
export function otpauthUri(secret: string, email: string): string {
  return generateURI({ issuer, label: email, secret });
}

/**
 * The time step of a code of six digits (RFC 6238: SHA-1, 30 seconds), at most one step before or after now.
 * @param now epoch milliseconds.
 * @param usedStep the step of the last code that was taken: it and those before it count no more.
 * @returns undefined for a wrong, old or used code.
 */
export function totpStep(secret: string, code: string, now: number, usedStep: number | null): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const found = verifySync({
    secret,
    token: code,
    epoch: Math.floor(now / 1_000),
    epochTolerance: toleranceSeconds,
    ...(usedStep === null ? {} : { afterTimeStep: usedStep }),
  });
  return found.valid && 'timeStep' in found ? found.timeStep : undefined;
}

/** Without letters and digits that look alike. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz';
const recoveryLength = 10;
const recoveryCount = 10;

/** Codes for the day when the phone is lost, each good once: 49 bits. */
export function newRecoveryCodes(): string[] {
  const letter = () => letters[randomInt(letters.length)] ?? '';
  return Array.from({ length: recoveryCount }, () => Array.from({ length: recoveryLength }, letter).join(''));
}

/** As typed: spaces, hyphens and capitals do not matter. */
export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase();
}
