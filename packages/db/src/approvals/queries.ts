import type { ApprovalStatus, ChainStatus } from '@guanyi/domain/approvals/chain';
import type { DeciderPost } from '@guanyi/domain/approvals/decider';
import type { DeciderRole, OnTimeout } from '@guanyi/domain/approvals/policy';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';
import type { SubjectType } from './chains.ts';
import { decidableIn } from './deciders.ts';

/** A step with what a decider needs to know of the case. */
export interface ApprovalView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  labId: string;
  chainId: string;
  chainStatus: ChainStatus;
  districtId: string;
  organisationId: string;
  subjectType: SubjectType;
  subjectId: string;
  subjectNumber: string;
  step: number;
  round: number;
  roles: DeciderRole[];
  onTimeout: OnTimeout;
  status: ApprovalStatus;
  openedAt: number | null;
  deadline: number;
  decidedAt: number | null;
  decidedBy: Person | null;
  onBehalfOf: Person | null;
  comment: string | null;
  mode: string;
  form: string | null;
  valueFen: number;
  days: number;
  policyId: string;
  filingWorkingDays: number | null;
  zone: string;
  instrument: { id: string; nameZh: string; nameEn: string | null; model: string; classCode: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
  organisation: { nameZh: string; nameEn: string | null; kind: string };
  requester: Person;
  chain: ChainEntry[];
}

interface Person {
  userId: string;
  displayName: string;
}

interface ChainEntry {
  id: string;
  step: number;
  round: number;
  roles: DeciderRole[];
  status: ApprovalStatus;
  openedAt: string | null;
  deadline: string;
  decidedAt: string | null;
  decidedBy: string | null;
  comment: string | null;
}

export interface ApprovalFilter {
  subjectId?: string | undefined;
  subjectType?: SubjectType | undefined;
  status?: readonly ApprovalStatus[] | undefined;
  /** Only what the reader may decide now. */
  mine?: boolean | undefined;
  labId?: string | undefined;
  sort?: 'deadline' | 'newest' | undefined;
  now: number;
  limit: number;
  after?: readonly [number, string] | undefined;
}

const instants = ['createdAt', 'updatedAt', 'openedAt', 'deadline', 'decidedAt'] as const;
type Row = ApprovalView & Record<(typeof instants)[number], string | null>;

function select(connection: Connection) {
  const { sql } = connection;
  // Looked up, not joined: with every further join planning takes twice as long, and long before reading does.
  const person = (id: string) => sql`(SELECT jsonb_build_object('userId', u.id, 'displayName', u.display_name)
        FROM users u WHERE u.id = ${sql.unsafe(id)})`;
  return sql`
    SELECT a.id, a.version, a.created_at::text AS "createdAt", a.updated_at::text AS "updatedAt", a.lab_id AS "labId", a.chain_id AS "chainId",
      c.status AS "chainStatus", a.district_id AS "districtId", a.organisation_id AS "organisationId", a.subject_type AS "subjectType",
      a.subject_id AS "subjectId", c.subject_number AS "subjectNumber", a.step, a.round, a.roles, a.on_timeout AS "onTimeout", a.status,
      a.opened_at::text AS "openedAt", a.deadline_at::text AS deadline, a.decided_at::text AS "decidedAt", a.comment, c.mode, c.form,
      c.value_fen AS "valueFen", c.days, c.policy_id AS "policyId", c.filing_working_days AS "filingWorkingDays", c.zone,
      ${person('a.decided_by')} AS "decidedBy", ${person('a.on_behalf_of')} AS "onBehalfOf", ${person('c.user_id')} AS requester,
      jsonb_build_object('id', i.id, 'nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'classCode', i.class_code) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en, 'kind', o.kind) AS organisation,
      (SELECT jsonb_agg(jsonb_build_object('id', x.id, 'step', x.step, 'round', x.round, 'roles', x.roles, 'status', x.status,
          'openedAt', x.opened_at, 'deadline', x.deadline_at, 'decidedAt', x.decided_at, 'decidedBy', p.display_name, 'comment', x.comment)
          ORDER BY x.step, x.round)
        FROM approvals x LEFT JOIN users p ON p.id = x.decided_by WHERE x.lab_id = a.lab_id AND x.chain_id = a.chain_id) AS chain
    FROM approvals a
    JOIN approval_chains c ON c.lab_id = a.lab_id AND c.id = a.chain_id
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = a.lab_id
    JOIN organisations o ON o.id = a.organisation_id`;
}

/** What the reader sees: what lies within reach, and what waits for somebody whom they stand in for. */
function visible(connection: Connection, reach: Reach, posts: readonly DeciderPost[]) {
  const own = withinReach(connection, reach, {
    organisationId: 'a.organisation_id',
    labId: 'a.lab_id',
    districtId: 'a.district_id',
  });
  const lent = posts.filter((post) => post.onBehalfOf !== null);
  return lent.length === 0 ? own : connection.sql`(${own} OR ${decidableIn(connection, lent, 'a')})`;
}

/** One step, or undefined when it does not exist or is not for the reader to see. */
export async function findApproval(
  connection: Connection,
  reach: Reach,
  posts: readonly DeciderPost[],
  approvalId: string,
): Promise<ApprovalView | undefined> {
  const rows = await connection.sql<Row[]>`
    ${select(connection)} WHERE a.id = ${approvalId} AND ${visible(connection, reach, posts)}`;
  return rows.map(view)[0];
}

/**
 * Steps by deadline, one more than the limit when there is a next page. Without a subject these are steps that have been asked;
 * of one subject the whole chain is shown, in its order.
 */
export async function listApprovals(
  connection: Connection,
  reach: Reach,
  posts: readonly DeciderPost[],
  filter: ApprovalFilter,
): Promise<ApprovalView[]> {
  const { sql } = connection;
  const isNewest = filter.sort === 'newest';
  const isWaiting = sql`a.status = 'pending' AND a.opened_at IS NOT NULL`;
  const status = filter.status ?? (filter.subjectId || filter.mine ? undefined : (['pending'] as const));
  const conditions = [
    visible(connection, reach, posts),
    filter.subjectId ? sql`a.subject_id = ${filter.subjectId}` : sql`a.opened_at IS NOT NULL`,
    filter.subjectType ? sql`a.subject_type = ${filter.subjectType}` : undefined,
    filter.labId ? sql`a.lab_id = ${filter.labId}` : undefined,
    status ? statusCondition(connection, status, filter.now) : undefined,
    filter.mine
      ? sql`${isWaiting} AND a.deadline_at > ${instantToText(filter.now)} AND c.status = 'open' AND ${decidableIn(connection, posts, 'a')}`
      : undefined,
    filter.after
      ? sql`(a.deadline_at, a.id) ${isNewest ? sql`<` : sql`>`} (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)} ORDER BY ${isNewest ? sql`a.deadline_at DESC, a.id DESC` : sql`a.deadline_at, a.id`} LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}

/** A step whose deadline has passed counts as expired, whether or not the sweeper has come by. */
function statusCondition(connection: Connection, statuses: readonly ApprovalStatus[], now: number) {
  const { sql } = connection;
  const at = instantToText(now);
  const arms = statuses.map((status) => {
    if (status === 'pending') return sql`(a.status = 'pending' AND (a.opened_at IS NULL OR a.deadline_at > ${at}))`;
    if (status === 'expired')
      return sql`(a.status = 'expired' OR (a.status = 'pending' AND a.opened_at IS NOT NULL AND a.deadline_at <= ${at}))`;
    return sql`a.status = ${status}`;
  });
  return sql`(${arms.reduce((sum, arm) => sql`${sum} OR ${arm}`)})`;
}

function view(row: Row): ApprovalView {
  const read = Object.fromEntries(
    instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name] as unknown as string)]),
  );
  return { ...row, ...read } as ApprovalView;
}
