import { systemClock } from '@guanyi/platform/clock';
import { newId } from '@guanyi/platform/ids';
import type { Sql } from 'postgres';
import type { BenchKey } from './people.ts';

/** Where somebody works for whom a measure reads: a lab of a district, or the district itself. */
export interface Post {
  role: 'labManager' | 'finance' | 'assetOfficer';
  organisationId: string;
  labId: string | null;
}

/** Somebody with a role, signed in. @returns the id and an access token. */
export async function staffFor(sql: Sql, key: BenchKey, post: Post): Promise<{ userId: string; token: string }> {
  const email = `bench-${post.role}-${post.labId ?? post.organisationId}@generated.guanyi.test`.toLowerCase();
  const [known] = await sql<{ userId: string; sessionId: string }[]>`
    SELECT u.id AS "userId", t.family_id AS "sessionId" FROM users u JOIN refresh_tokens t ON t.user_id = u.id
    WHERE u.email = ${email}`;
  const person = known ?? (await addStaff(sql, email, post));
  return { userId: person.userId, token: key.token(person, systemClock.now()) };
}

async function addStaff(sql: Sql, email: string, post: Post) {
  const person = { userId: newId(), sessionId: newId() };
  await sql`INSERT INTO users (id, email, display_name) VALUES (${person.userId}, ${email}, 'Bench')`;
  await sql`INSERT INTO memberships (id, user_id, organisation_id, lab_id, role)
    VALUES (${newId()}, ${person.userId}, ${post.organisationId}, ${post.labId}, ${post.role})`;
  await sql`INSERT INTO refresh_tokens (id, family_id, user_id, token_hash, issued_at, expires_at)
    VALUES (${newId()}, ${person.sessionId}, ${person.userId}, ${`bench-${person.sessionId}`}, now(), now() + interval '10 years')`;
  return person;
}

/** A district with the lab in it that has the most instruments, and one of these. */
export interface Place {
  districtId: string;
  labId: string;
  instrumentId: string;
  instruments: number;
}

/** @param atMost labs with more instruments are passed over. */
export async function largestLab(sql: Sql, atMost = 1_000_000): Promise<Place> {
  const [place] = await sql<Place[]>`
    SELECT district_id AS "districtId", lab_id AS "labId", min(id::text)::uuid AS "instrumentId", count(*)::int AS instruments
    FROM instruments WHERE status = 'active' GROUP BY 1, 2 HAVING count(*) <= ${atMost} ORDER BY 4 DESC, 2 LIMIT 1`;
  if (!place) throw new Error('There is no lab with instruments.');
  return place;
}
