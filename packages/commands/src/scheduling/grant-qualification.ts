import { findLabCopies, loadInstrumentForUpdate } from '@guanyi/db/catalogue/instruments';
import type { Tx } from '@guanyi/db/client';
import {
  endQualification,
  findGrantee,
  putQualificationKind as putKind,
  putQualification,
} from '@guanyi/db/scheduling/qualification-store';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface Granting {
  userId?: string | undefined;
  email?: string | undefined;
  /** For a grant by class or kind, when the caller works for more than one lab. */
  labId?: string | undefined;
  instrumentId?: string | undefined;
  classCode?: string | undefined;
  kindId?: string | undefined;
  expiresAt?: number | undefined;
  note?: string | undefined;
}

/**
 * Says that a person may operate an instrument, every instrument of a class, or all that ask for a kind of qualification,
 * in one lab. Saying it again renews it: the latest expiry counts, also when it is sooner.
 */
export async function grantQualification(tx: Tx, context: CommandContext, grant: Granting): Promise<Outcome<string>> {
  const { reach, now } = context;
  const { instrumentId, classCode, kindId } = grant;
  const place = await placeOf(tx, context, grant);
  if (!place) return refuse('not-found');
  const userId = await findGrantee(tx, grant);
  if (!userId || reach.userId === undefined) return refuse('not-found');
  const id = await putQualification(tx, {
    ...{
      id: newId(),
      labId: place.labId,
      districtId: place.districtId,
      userId,
      instrumentId: instrumentId ?? null,
      classCode: classCode ?? null,
    },
    ...{ kindId: kindId ?? null, expiresAt: grant.expiresAt ?? null, note: grant.note ?? null },
    ...{ grantedBy: reach.userId, createdAt: now },
  });
  return done(id);
}

/** The lab that grants: that of the instrument, the one named, or the caller's own. */
async function placeOf(
  tx: Tx,
  { reach }: CommandContext,
  { instrumentId, labId }: Granting,
): Promise<{ labId: string; districtId: string } | undefined> {
  if (instrumentId !== undefined) {
    const instrument = await loadInstrumentForUpdate(tx, reach, instrumentId);
    const isSame = instrument && (labId === undefined || labId === instrument.labId);
    return isSame ? { labId: instrument.labId, districtId: instrument.districtId } : undefined;
  }
  const own = labId ?? reach.labIds[0];
  return own === undefined ? undefined : findLabCopies(tx, reach, own);
}

/** Takes a grant back; bookings that rest on it are refused at check-in. */
export async function revokeQualification(
  tx: Tx,
  { reach, now }: CommandContext,
  { qualificationId }: { qualificationId: string },
): Promise<Outcome<null>> {
  const ended = await endQualification(tx, reach, { id: qualificationId, by: reach.userId ?? null, now });
  return ended ? done(null) : refuse('not-found');
}

export interface NamedKind {
  labId: string;
  kindId: string;
  name: { zh: string; en?: string | undefined };
}

/** Gives a kind of qualification the name that people read. */
export async function putQualificationKind(
  tx: Tx,
  { reach, now }: CommandContext,
  { labId, kindId, name }: NamedKind,
): Promise<Outcome<null>> {
  if (!(await findLabCopies(tx, reach, labId))) return refuse('not-found');
  await putKind(tx, { labId, id: kindId, nameZh: name.zh, nameEn: name.en ?? null, now });
  return done(null);
}
