import type { Connection } from '../client.ts';

/** Somebody active who may book for the organisation. */
export async function findColleague(
  { sql }: Connection,
  organisationId: string,
  userId: string,
): Promise<{ userId: string; displayName: string } | undefined> {
  const [row] = await sql<{ userId: string; displayName: string }[]>`
    SELECT u.id AS "userId", u.display_name AS "displayName" FROM users u
    WHERE u.id = ${userId} AND u.status = 'active' AND EXISTS (
      SELECT FROM memberships s WHERE s.user_id = u.id AND s.organisation_id = ${organisationId}
        AND s.role IN ('booker', 'orgAdmin') AND s.status = 'active')`;
  return row;
}
