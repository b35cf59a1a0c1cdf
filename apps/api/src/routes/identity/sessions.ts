import { createHash } from 'node:crypto';
import { done, systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { beginLogin } from '@guanyi/commands/identity/begin-login';
import { endSession } from '@guanyi/commands/identity/end-session';
import { verifyPassword } from '@guanyi/commands/identity/passwords';
import { rotateSession } from '@guanyi/commands/identity/rotate-session';
import { type StartedSession, sessionIdleMs, startSession } from '@guanyi/commands/identity/start-session';
import { takeAttempt } from '@guanyi/commands/identity/take-attempt';
import { login, logout, refreshSession } from '@guanyi/contracts/identity/endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { UserRow } from '@guanyi/db/identity/queries';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../../api.ts';
import type { Gate } from '../../gate.ts';
import { createTurns } from '../../in-turn.ts';
import { Problem, problemOf } from '../../problem.ts';
import { apiPrefix, register } from '../../register.ts';
import { presentUser } from './present.ts';

const cookieName = 'guanyi_refresh';

/** Signing in, staying signed in, and signing out. Hashing a password takes its own gate, so that it holds no connection. */
export function sessionRoutes(api: Api, hashing: Gate): void {
  /** An attempt counts as failed until it has succeeded; in turn, many right ones at once do not use the limit up. */
  const inTurn = createTurns();
  register(
    api,
    login,
    async ({ body, now, request, reply }) => {
      const origin = { accountHash: hashOf(body.email), address: request.ip };
      const context = systemContext(now);
      const { user, started } = await inTurn(`${origin.accountHash} ${origin.address}`, async () => {
        const begun = await api.gate.pass(() =>
          execute(api.database, context, beginLogin, { ...origin, email: body.email }),
        );
        if (!begun.ok) throw problemOf(begun);
        const { user } = begun.value;
        const isRight = await hashing.pass(() => verifyPassword(user?.passwordHash, body.password));
        if (!isRight || user?.status !== 'active') throw new Problem('invalid-credentials');
        const { id: userId, hasSecondFactor } = user;
        // Said only after the right password: before it, the answer would tell strangers which accounts there are.
        if (hasSecondFactor && !body.totp) throw new Problem('totp-required');
        const started = await api.gate.pass(async () => {
          const taken = hasSecondFactor ? await execute(api.database, context, takeAttempt, { userId }) : done(null);
          if (!taken.ok) return taken;
          return execute(api.database, context, startSession, { ...origin, userId, hasSecondFactor, code: body.totp });
        });
        if (!started.ok) throw problemOf(started);
        return { user, started: started.value };
      });
      return { status: 200, body: openSession(api, reply, user, started, now) };
    },
    { ungated: true },
  );

  register(api, refreshSession, async ({ now, request, reply }) => {
    refuseOtherSites(request);
    const refreshToken = request.cookies[cookieName];
    if (!refreshToken) throw new Problem('session-ended');
    const rotated = await execute(api.database, systemContext(now), rotateSession, { refreshToken });
    if (!rotated.ok) throw problemOf(rotated);
    if (rotated.value.ended) {
      if (rotated.value.userId) api.sessions.forget(rotated.value.userId);
      forgetCookie(reply);
      throw new Problem('session-ended');
    }
    return { status: 200, body: openSession(api, reply, rotated.value.user, rotated.value, now) };
  });

  register(api, logout, async ({ now, request, reply }) => {
    refuseOtherSites(request);
    const session = typeof request.session === 'object' ? request.session : undefined;
    const ended = await execute(api.database, systemContext(now), endSession, {
      refreshToken: request.cookies[cookieName],
      sessionId: session?.sessionId,
    });
    for (const userId of [session?.userId, ended.ok ? ended.value.userId : undefined]) {
      if (userId) api.sessions.forget(userId);
    }
    forgetCookie(reply);
    return { status: 204 };
  });

  function forgetCookie(reply: FastifyReply): void {
    reply.clearCookie(cookieName, cookieOptions(api));
  }
}

function openSession(api: Api, reply: FastifyReply, user: UserRow, session: StartedSession, now: number) {
  reply.setCookie(cookieName, session.refreshToken, { ...cookieOptions(api), maxAge: sessionIdleMs / 1_000 });
  const claims = { userId: user.id, sessionId: session.sessionId, tokenVersion: user.tokenVersion };
  const { token, expiresAt } = api.tokens.issue(claims, now);
  return { accessToken: token, expiresAt: formatInstant(expiresAt), user: presentUser(user) };
}

function cookieOptions(api: Api) {
  return {
    path: `${apiPrefix}/auth`,
    httpOnly: true,
    sameSite: 'strict' as const,
    secure: api.settings.publicUrl?.startsWith('https:') ?? false,
  };
}

/**
 * The cookie alone moves these two operations, so a page of another site must not be able to send them. SameSite already
 * keeps the cookie back; this holds when a browser does not know it. Programs send neither header.
 * @throws Problem `cross-site-request`
 */
function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('cross-site-request');
  const { origin } = request.headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw new Problem('cross-site-request');
}

/** Addresses of people are not kept where a hash does. */
function hashOf(email: string): string {
  return createHash('sha256').update(email).digest('hex');
}
