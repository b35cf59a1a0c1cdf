import { previewLending } from '@guanyi/contracts/lending/preview-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { findLendingInstrument } from '@guanyi/db/lending/facts';
import { listTermsOfCustomer } from '@guanyi/db/lending/lendings';
import { type ClaimOnDays, listClaimsOnDays } from '@guanyi/db/lending/preview';
import { addDays, localDay, startOfDay } from '@guanyi/domain/kernel/local-time';
import { judgeTerm } from '@guanyi/domain/lending/term';
import { yieldsToLending } from '@guanyi/domain/scheduling/claim';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** More would not be read, and a day has at most so many bookings. */
const mostShown = 200;

/** What a request for days would meet, without anything being asked. */
export function previewRoutes(api: Api): void {
  register(api, previewLending, async ({ params, query, reach, now }) => {
    const { kind, firstDay, lastDay, exceptId = null } = query;
    if (lastDay < firstDay) throw new Problem('invalid-window');
    const instrument = await findLendingInstrument(api.database, kind, params.instrumentId);
    if (!instrument) throw new Problem('not-found');
    const { labId, districtId, zone } = instrument;
    const window = { from: startOfDay(zone, firstDay), until: startOfDay(zone, addDays(lastDay, 1)) };
    const place = { labId, instrumentId: instrument.id };
    const claims = await listClaimsOnDays(api.database, place, window, { now, exceptId, limit: mostShown });
    const [organisationId] = reach.organisationIds;
    const others = organisationId ? await listTermsOfCustomer(api.database, { organisationId, exceptId }) : [];
    const request = { kind, instrumentId: instrument.id, firstDay, lastDay, today: localDay(zone, now) };
    const unfit = judgeTerm(request, instrument, others);
    const isStaff = reach.all || reach.labIds.includes(labId) || reach.districtIds.includes(districtId);
    return {
      status: 200,
      body: {
        isFree: claims.length === 0,
        mayDisplace: claims.every((claim) => yieldsToLending(claim.kind)),
        inTheWay: claims.map((claim) => presentClaim(claim, isStaff)),
        ...(unfit && {
          refusal: { code: unfit.code, rule: unfit.rule, ...(unfit.reference ? { reference: unfit.reference } : {}) },
        }),
      },
    };
  });
}

/** When and what, for everybody; whose, for the staff. */
function presentClaim(claim: ClaimOnDays, isStaff: boolean) {
  const { kind, from, until, organisation, number, claimId } = claim;
  return {
    ...{ kind, from: formatInstant(from), wouldMove: yieldsToLending(kind) },
    ...(Number.isFinite(until) ? { until: formatInstant(until) } : {}),
    ...(isStaff && number ? { number, bookingId: claimId } : {}),
    ...(isStaff && organisation
      ? {
          organisation: {
            name: { zh: organisation.nameZh, ...(organisation.nameEn ? { en: organisation.nameEn } : {}) },
          },
        }
      : {}),
  };
}
