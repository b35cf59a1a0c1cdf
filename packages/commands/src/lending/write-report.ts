import type { Tx } from '@guanyi/db/client';
import type { StoredLending } from '@guanyi/db/lending/lendings';
import { findPartyPictures, insertReport, insertReportSignature } from '@guanyi/db/lending/reports';
import { localDay } from '@guanyi/domain/kernel/local-time';
import type { Condition } from '@guanyi/domain/lending/condition';
import { newId } from '@guanyi/platform/ids';
import { canonical, hashOf } from '../canonical.ts';
import { type CommandContext, type Refusal, refuse } from '../context.ts';
import { numberOf } from './number.ts';

/** What a person drew or typed on the screen. */
export interface Signature {
  party: 'lab' | 'customer';
  name: string;
  /** Each stroke as x, y, x, y …, in thousandths of the field's width; absent for a typed one. */
  strokes?: number[][] | undefined;
}

export interface Report {
  conditions: Condition[];
  accessories: string[];
  meterReading?: number | undefined;
  photoIds: string[];
  signedBy: string[];
  signatures?: Signature[] | undefined;
}

/**
 * Writes what both sides saw under a hash that covers it all, its photos too, and their signatures under that hash. A file that is not a
 * picture of one of the parties is `photo-invalid`.
 * @returns why not, if it cannot be written.
 */
export async function writeReport(
  tx: Tx,
  context: CommandContext,
  lending: StoredLending,
  input: Report,
  moment: 'handOver' | 'takeBack',
): Promise<Refusal | undefined> {
  const pictures = await findPartyPictures(tx, input.photoIds, lending);
  const faults = input.photoIds.flatMap((photoId, i) =>
    pictures.some((picture) => picture.id === photoId) ? [] : [{ pointer: `/photoIds/${i}`, code: 'not-a-picture' }],
  );
  if (faults.length > 0) return refuse('photo-invalid', { errors: faults });
  const seen = {
    conditions: input.conditions,
    accessories: input.accessories,
    meterReading: input.meterReading ?? null,
  };
  const number = numberOf(moment === 'handOver' ? 'HO' : 'TB', newId(), localDay(lending.zone, context.now));
  const content = canonical({
    ...{ form: `${moment}/1`, number, subject: lending.number, at: context.now, ...seen, signedBy: input.signedBy },
    photos: pictures.map((picture) => picture.sha256),
  });
  const report = { moment, at: context.now, number, content, contentHash: hashOf(content) };
  const photoIds = pictures.map((picture) => picture.id);
  await insertReport(tx, lending, { ...report, ...seen, userId: userOf(context), photoIds, signedBy: input.signedBy });
  for (const { party, name, strokes = null } of signaturesOf(input)) {
    const signatureHash = hashOf(canonical({ party, name, strokes, contentHash: report.contentHash }));
    const kind = strokes === null ? ('typed' as const) : ('drawn' as const);
    await insertReportSignature(tx, lending, report, { party, kind, name, strokes, signatureHash });
  }
  return undefined;
}

/** One for each party; a party that neither drew nor typed stands by its name, the lab's first. */
function signaturesOf({ signatures = [], signedBy }: Report): Signature[] {
  return (['lab', 'customer'] as const).map((party, i) => {
    const given = signatures.find((signature) => signature.party === party);
    return given ?? { party, name: signedBy[i] ?? '' };
  });
}

/** Who does what is written down. @throws when nobody does. */
export function userOf({ reach }: CommandContext): string {
  if (reach.userId === undefined) throw new Error('A hand-over needs a person.');
  return reach.userId;
}
