import type { Session } from '../../app/session.ts';

/** The district whose finances this person runs; undefined for everybody else. */
export function financeDistrict(session: Session): string | undefined {
  return session.memberships.find(({ role }) => role === 'finance')?.organisationId;
}
