import type { Membership } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';

export type FeedScope = 'user' | 'instrument' | 'lab';

/** A calendar that somebody subscribes to. Times in epoch milliseconds. */
export interface StoredFeed {
  readonly id: string;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly userId: string;
  readonly scope: FeedScope;
  readonly instrumentId: string | null;
  readonly labId: string | null;
  readonly revokedAt: number | null;
}

export interface NewFeed {
  readonly id: string;
  readonly userId: string;
  readonly scope: FeedScope;
  readonly instrumentId: string | null;
  readonly labId: string | null;
  readonly tokenHash: string;
}

type FeedRow = Omit<StoredFeed, 'createdAt' | 'updatedAt' | 'revokedAt'> & {
  createdAt: string;
  updatedAt: string;
  revokedAt: string | null;
};

const feedColumns = ({ sql }: Connection) => sql`
  id, version, created_at::text AS "createdAt", updated_at::text AS "updatedAt", user_id AS "userId", scope,
  instrument_id AS "instrumentId", lab_id AS "labId", revoked_at::text AS "revokedAt"`;

export async function insertFeed(tx: Tx, feed: NewFeed, now: number): Promise<StoredFeed> {
  const at = instantToText(now);
  const [row] = await tx.sql<FeedRow[]>`
    INSERT INTO calendar_feeds (id, user_id, scope, instrument_id, lab_id, token_hash, created_at, updated_at)
    VALUES (${feed.id}, ${feed.userId}, ${feed.scope}, ${feed.instrumentId}, ${feed.labId}, ${feed.tokenHash}, ${at}, ${at})
    RETURNING ${feedColumns(tx)}`;
  return feedOf(row as FeedRow);
}

/** Own calendars, newest first, one more than the limit when there is a next page. */
export async function listFeeds(
  connection: Connection,
  wanted: { userId: string; limit: number; after?: readonly [number, string] | undefined },
): Promise<StoredFeed[]> {
  const { sql } = connection;
  const { after } = wanted;
  const rows = await sql<FeedRow[]>`
    SELECT ${feedColumns(connection)} FROM calendar_feeds
    WHERE user_id = ${wanted.userId}
      ${after ? sql`AND (created_at, id) < (${instantToText(after[0])}::timestamptz, ${after[1]}::uuid)` : sql``}
    ORDER BY created_at DESC, id DESC LIMIT ${count(sql, wanted.limit + 1)}`;
  return rows.map(feedOf);
}

/** @returns false when there is no such calendar of this person. Closing it twice is no error. */
export async function revokeFeed(tx: Tx, userId: string, id: string, now: number): Promise<boolean> {
  const at = instantToText(now);
  const result = await tx.sql`
    UPDATE calendar_feeds SET revoked_at = coalesce(revoked_at, ${at}), updated_at = ${at}, version = version + 1
    WHERE id = ${id} AND user_id = ${userId}`;
  return result.count === 1;
}

/** The open calendar behind an address, with the memberships that its owner has now; undefined for everything else. */
export async function findOpenFeed(
  connection: Connection,
  tokenHash: string,
): Promise<{ feed: StoredFeed; memberships: Membership[]; locale: 'zh-CN' | 'en' } | undefined> {
  const { sql } = connection;
  const [row] = await sql<(FeedRow & { locale: 'zh-CN' | 'en'; memberships: Membership[] })[]>`
    SELECT f.*, u.locale,
      (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', m.id, 'organisationId', m.organisation_id,
          'labId', m.lab_id, 'region', o.region, 'role', m.role))), '[]')
        FROM memberships m JOIN organisations o ON o.id = m.organisation_id
        WHERE m.user_id = u.id AND m.status = 'active' AND o.status <> 'suspended') AS memberships
    FROM (SELECT ${feedColumns(connection)} FROM calendar_feeds
      WHERE token_hash = ${tokenHash} AND revoked_at IS NULL) f
    JOIN users u ON u.id = f."userId" AND u.status = 'active'`;
  return row && { feed: feedOf(row), memberships: row.memberships, locale: row.locale };
}

function feedOf(row: FeedRow): StoredFeed {
  return {
    id: row.id,
    version: row.version,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
    userId: row.userId,
    scope: row.scope,
    instrumentId: row.instrumentId,
    labId: row.labId,
    revokedAt: row.revokedAt === null ? null : instantFromText(row.revokedAt),
  };
}
