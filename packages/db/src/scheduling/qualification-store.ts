import type { Reach } from '@guanyi/domain/identity/reach';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

export interface NewQualification {
  id: string;
  labId: string;
  districtId: string;
  userId: string;
  instrumentId: string | null;
  classCode: string | null;
  kindId: string | null;
  expiresAt: number | null;
  note: string | null;
  grantedBy: string;
  createdAt: number;
}

/** Grants, or renews a grant for the same person and thing. @returns the id of the row that now stands. */
export async function putQualification(tx: Tx, grant: NewQualification): Promise<string> {
  const at = instantToText(grant.createdAt);
  const [row] = await tx.sql<{ id: string }[]>`
    INSERT INTO qualifications AS q (lab_id, id, district_id, user_id, instrument_id, class_code, kind_id, expires_at, granted_by, note,
      created_at, updated_at)
    VALUES (${grant.labId}, ${grant.id}, ${grant.districtId}, ${grant.userId}, ${grant.instrumentId}, ${grant.classCode}, ${grant.kindId},
      ${grant.expiresAt === null ? null : instantToText(grant.expiresAt)}, ${grant.grantedBy}, ${grant.note}, ${at}, ${at})
    ON CONFLICT (lab_id, user_id, instrument_id, class_code, kind_id) WHERE revoked_at IS NULL DO UPDATE SET
      expires_at = excluded.expires_at, granted_by = excluded.granted_by, note = excluded.note, version = q.version + 1,
      updated_at = excluded.updated_at
    RETURNING id`;
  return row!.id;
}

/** Ends a grant within reach. Ending it twice changes nothing. @returns false when there is none. */
export async function endQualification(
  tx: Tx,
  reach: Reach,
  end: { id: string; by: string | null; now: number },
): Promise<boolean> {
  const at = instantToText(end.now);
  const rows = await tx.sql`
    UPDATE qualifications SET revoked_by = CASE WHEN revoked_at IS NULL THEN ${end.by}::uuid ELSE revoked_by END,
      revoked_at = coalesce(revoked_at, ${at}), version = version + 1, updated_at = ${at}
    WHERE id = ${end.id} AND ${withinReach(tx, reach, { labId: 'lab_id' })} RETURNING id`;
  return rows.length === 1;
}

/** Names a kind of qualification of a lab, or names it anew. */
export async function putQualificationKind(
  tx: Tx,
  kind: { labId: string; id: string; nameZh: string; nameEn: string | null; now: number },
): Promise<void> {
  const at = instantToText(kind.now);
  await tx.sql`
    INSERT INTO qualification_kinds AS k (lab_id, id, name_zh, name_en, created_at, updated_at)
    VALUES (${kind.labId}, ${kind.id}, ${kind.nameZh}, ${kind.nameEn}, ${at}, ${at})
    ON CONFLICT (lab_id, id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, version = k.version + 1,
      updated_at = excluded.updated_at`;
}

/** A person who can be granted something: by id or by address. */
export async function findGrantee(
  tx: Tx,
  by: { userId?: string | undefined; email?: string | undefined },
): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }[]>`
    SELECT id FROM users WHERE status <> 'disabled' AND (id = ${by.userId ?? null}::uuid OR email = ${by.email ?? null})`;
  return row?.id;
}
