import type { TestApp } from './build-app.ts';

/** Access tokens that follow a clock which tests move: one is asked for anew whenever the time is another. */
export function tokensByClock(api: TestApp): (person: { email: string }) => Promise<string> {
  const tokens = new Map<string, Promise<string>>();
  return ({ email }) => {
    const key = `${email} ${api.clock.now()}`;
    const known = tokens.get(key) ?? api.login(email);
    tokens.set(key, known);
    return known;
  };
}
