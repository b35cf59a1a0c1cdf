import { useQuery } from '@tanstack/react-query';
import type { Reply } from '../../app/client.ts';
import { read } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';

export type Lab = Reply<'listLabs'>['items'][number];
export interface Places {
  labs: readonly Lab[];
  districts: readonly { id: string; name: Lab['districtName'] }[];
}

/** The most labs that one choice offers. */
const choiceLimit = 100;

/** Labs whose chains the reader may see, and their districts: the own ones, or all. */
export function usePlaces(): Places {
  const session = useSession();
  const own = new Set(session.memberships.flatMap(({ labId }) => labId ?? []));
  const isOfDistrict = hasRole(session, 'assetOfficer');
  const districtId = session.memberships.find(({ role }) => role === 'assetOfficer')?.organisationId;
  const query = { limit: choiceLimit, ...(isOfDistrict && districtId && { districtId }) };
  const { data } = useQuery({ ...read('listLabs', { query }), staleTime: 300_000 });
  const all = data?.items ?? [];
  const labs = own.size > 0 && !isOfDistrict ? all.filter(({ id }) => own.has(id)) : all;
  const districts = new Map(labs.map((lab) => [lab.districtId, { id: lab.districtId, name: lab.districtName }]));
  return { labs, districts: [...districts.values()] };
}

/** Only those who answer for the rules of the nation set chains. */
export function useMaySetChains(): boolean {
  return hasRole(useSession(), 'hqReviewer', 'platformAdmin');
}
