import { createHmac, randomBytes } from 'node:crypto';
import { makeUscc } from '@guanyi/domain/kernel/uscc';
import { newId } from '@guanyi/platform/ids';
import type { Sql } from 'postgres';

/** The customer that the benchmark books for; what it leaves behind is found by this and cleared away. */
const slug = 'gen-bench';
/** So many people ask at once, each with a session of their own. */
const peopleCount = 128;

export interface BenchPerson {
  userId: string;
  sessionId: string;
}

export interface BenchPeople {
  organisationId: string;
  people: BenchPerson[];
}

/** Finds the customer of the benchmark or makes it, with people who are signed in. */
export async function benchPeople(sql: Sql): Promise<BenchPeople> {
  const [known] = await sql<{ id: string }[]>`SELECT id FROM organisations WHERE slug = ${slug}`;
  const organisationId = known?.id ?? (await addOrganisation(sql));
  const people = await sql<BenchPerson[]>`
    SELECT m.user_id AS "userId", t.family_id AS "sessionId" FROM memberships m JOIN refresh_tokens t USING (user_id)
    WHERE m.organisation_id = ${organisationId} ORDER BY 1`;
  if (people.length >= peopleCount) return { organisationId, people: [...people] };
  const added = Array.from({ length: peopleCount - people.length }, () => ({ userId: newId(), sessionId: newId() }));
  for (const person of added) await addPerson(sql, organisationId, person);
  return { organisationId, people: [...people, ...added] };
}

async function addOrganisation(sql: Sql): Promise<string> {
  const id = newId();
  await sql`INSERT INTO organisations (id, slug, kind, name_zh, name_en, uscc, region, status, verified_at)
    VALUES (${id}, ${slug}, 'institute', '性能测试所（生成数据）', 'Benchmark institute (generated)',
      ${makeUscc('12', '110105', 'G9999999')}, '110105', 'verified', now())`;
  return id;
}

async function addPerson(sql: Sql, organisationId: string, { userId, sessionId }: BenchPerson): Promise<void> {
  await sql`INSERT INTO users (id, email, display_name) VALUES (${userId}, ${`bench-${userId}@generated.guanyi.test`}, 'Bench')`;
  await sql`INSERT INTO memberships (id, user_id, organisation_id, role) VALUES (${newId()}, ${userId}, ${organisationId}, 'booker')`;
  await sql`INSERT INTO refresh_tokens (id, family_id, user_id, token_hash, issued_at, expires_at)
    VALUES (${newId()}, ${sessionId}, ${userId}, ${`bench-${sessionId}`}, now(), now() + interval '10 years')`;
}

/** A key of our own, which the API is started with, so that tokens can be made without signing in a hundred times. */
export interface BenchKey {
  jwtKeys: string;
  token(person: BenchPerson, now: number): string;
}

const lifetimeSeconds = 900;

export function benchKey(): BenchKey {
  const secret = randomBytes(32);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = encode({ alg: 'HS256', typ: 'JWT', kid: 'bench' });
  return {
    jwtKeys: `bench:${secret.toString('base64url')}`,
    token(person, now) {
      const iat = Math.floor(now / 1_000) - 1;
      const claims = {
        sub: person.userId,
        sid: person.sessionId,
        ver: 1,
        iat,
        exp: iat + lifetimeSeconds,
        iss: 'guanyi',
        aud: 'guanyi-api',
      };
      const signed = `${head}.${encode(claims)}`;
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    },
  };
}
