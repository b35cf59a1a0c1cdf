import type { Reply } from '../../app/client.ts';
import { labsWithRole } from '../../app/own-labs.ts';
import { hasRole, useSession } from '../../app/session.ts';

export type Instrument = Reply<'getInstrument'>;

/** What the signed-in person may change about an instrument of a lab. */
export function useInstrumentRights(instrument: { labId: string; districtId?: string } | undefined) {
  const session = useSession();
  const manages = labsWithRole(session, ['labManager']).some(({ id }) => id === instrument?.labId);
  const isFinance = session.memberships.some(
    ({ role, organisationId }) => role === 'finance' && organisationId === instrument?.districtId,
  );
  return { canEdit: manages || hasRole(session, 'platformAdmin'), canPrice: manages || isFinance };
}

/** Whether the person may add instruments anywhere. */
export function useCanAdd(): boolean {
  return hasRole(useSession(), 'labManager', 'platformAdmin');
}
