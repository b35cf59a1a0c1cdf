import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { verifyPassword } from '@guanyi/commands/identity/passwords';
import {
  beginSecondFactor as begin,
  confirmSecondFactor as confirm,
  removeSecondFactor as remove,
  renewRecoveryCodes as renewCodes,
  resetSecondFactor as reset,
} from '@guanyi/commands/identity/second-factor';
import { takeAttempt } from '@guanyi/commands/identity/take-attempt';
import { otpauthUri } from '@guanyi/commands/identity/totp';
import {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
} from '@guanyi/contracts/identity/second-factor-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { findUser, type UserRow } from '@guanyi/db/identity/queries';
import { findSecondFactor } from '@guanyi/db/identity/second-factor';
import type { Api } from '../../api.ts';
import type { Gate } from '../../gate.ts';
import { Problem, problemOf } from '../../problem.ts';
import { register } from '../../register.ts';

/** A code beside the password. Passwords and codes that are tried here are counted like those of a login. */
export function secondFactorRoutes(api: Api, hashing: Gate): void {
  const attempt = async (userId: string, now: number) => {
    const taken = await api.gate.pass(() => execute(api.database, systemContext(now), takeAttempt, { userId }));
    if (!taken.ok) throw problemOf(taken);
  };

  /** @throws Problem `wrong-password`. */
  const knowsPassword = async (userId: string, password: string): Promise<UserRow> => {
    const user = await api.gate.pass(() => findUser(api.database, userId));
    const isRight = await hashing.pass(() => verifyPassword(user?.passwordHash, password));
    if (user && isRight) return user;
    throw new Problem('wrong-password', { errors: [{ pointer: '/password', code: 'wrong-password' }] });
  };

  register(api, getSecondFactor, async ({ actor }) => {
    const { confirmedAt, recoveryCodesLeft } = await findSecondFactor(api.database, actor.userId);
    if (confirmedAt === null) return { status: 200, body: { status: 'off', recoveryCodesLeft: 0 } };
    return { status: 200, body: { status: 'on', confirmedAt: formatInstant(confirmedAt), recoveryCodesLeft } };
  });

  register(
    api,
    beginSecondFactor,
    async ({ actor, body, now, write }) => {
      await attempt(actor.userId, now);
      const { email } = await knowsPassword(actor.userId, body.password);
      return api.gate.pass(() =>
        write(begin, undefined, (_tx, { secret }) => ({
          status: 201,
          body: { secret, otpauthUri: otpauthUri(secret, email) },
        })),
      );
    },
    { ungated: true },
  );

  register(
    api,
    confirmSecondFactor,
    async ({ actor, body, now, write }) => {
      await attempt(actor.userId, now);
      return api.gate.pass(() => write(confirm, body, (_tx, codes) => ({ status: 200, body: codes })));
    },
    { ungated: true },
  );

  register(
    api,
    renewRecoveryCodes,
    async ({ actor, body, now, write }) => {
      await attempt(actor.userId, now);
      return api.gate.pass(() => write(renewCodes, body, (_tx, codes) => ({ status: 200, body: codes })));
    },
    { ungated: true },
  );

  register(
    api,
    removeSecondFactor,
    async ({ actor, body, now, write }) => {
      await attempt(actor.userId, now);
      await knowsPassword(actor.userId, body.password);
      return api.gate.pass(() => write(remove, { code: body.code }, () => ({ status: 204 })));
    },
    { ungated: true },
  );

  register(api, resetSecondFactor, async ({ params, write }) => write(reset, params, () => ({ status: 204 })));
}
