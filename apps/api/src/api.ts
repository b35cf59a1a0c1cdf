import type { Endpoint } from '@guanyi/contracts/endpoint';
import type { Database } from '@guanyi/db/client';
import type { Clock } from '@guanyi/platform/clock';
import type { Logger } from '@guanyi/platform/logger';
import type { FastifyInstance } from 'fastify';
import type { Gate } from './gate.ts';
import type { Sessions } from './plugins/sessions.ts';
import type { Tokens } from './plugins/tokens.ts';

/** Settings of the API, read once at the start. */
export interface ApiSettings {
  /** Keys of access tokens; see plugins/tokens.ts. */
  jwtKeys?: string | undefined;
  /** Proxies whose X-Forwarded-For is believed: a comma-separated CIDR list. */
  trustProxy?: string | undefined;
  /** Where people reach us; decides whether cookies are for HTTPS only. */
  publicUrl?: string | undefined;
  passwordMinLength: number;
  /** Units of work in flight; the size of the database pool. */
  poolSize: number;
  /** How many requests may wait for their turn. */
  queueLimit?: number | undefined;
  /** Folder of the built storefront; without it only the API is served. */
  webRoot?: string | undefined;
  /** Shows the mails that no mail server took, at /mailbox: never in production. */
  hasMailbox?: boolean | undefined;
  /** Checks every reply against its contract and fails on a difference: for tests. */
  checkReplies?: boolean | undefined;
}

/** What routes are built from. Feature routes take this and nothing else. */
export interface Api {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: ApiSettings;
  readonly gate: Gate;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  /** Aborted when the server begins to close, so that streams end themselves. */
  readonly closing: AbortSignal;
  /** Every operation served so far; the OpenAPI document is made of it. */
  readonly endpoints: Endpoint[];
}

/** All routes of one feature. */
export type FeatureRoutes = (api: Api) => void;
