import { judgePassword } from '@guanyi/domain/identity/password-rule';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';

/** @throws Problem `weak-password` that says what is wrong with it. */
export function refuseWeakPassword(
  api: Api,
  password: string,
  person: { email: string; displayName: string },
  pointer: string,
): void {
  const fault = judgePassword(password, person, api.settings.passwordMinLength);
  if (fault) throw new Problem('weak-password', { errors: [{ pointer, code: fault }] });
}
