import type {
  distribution,
  stakeEntry,
  stakeRegister,
  venture as ventureSchema,
} from '@guanyi/contracts/equity/venture-schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { readRegister, StakeEntry } from '@guanyi/db/equity/stakes';
import type { DistributionView, VentureView } from '@guanyi/db/equity/venture-queries';
import type { z } from 'zod';
import { nameOf } from './present-name.ts';

type Register = Awaited<ReturnType<typeof readRegister>>;

export function presentRegister(ventureId: string, register: Register): z.input<typeof stakeRegister> {
  return {
    ventureId,
    unitsIssued: register.unitsIssued,
    holdings: register.holdings.map(({ organisationId, units, ...names }) => ({
      organisationId,
      units,
      name: nameOf(names),
    })),
  };
}

export function presentVenture(view: VentureView, register: Register): z.input<typeof ventureSchema> {
  const { unitsIssued, holdings } = presentRegister(view.id, register);
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    name: view.name,
    status: view.status,
    caseId: view.caseId,
    caseNumber: view.caseNumber,
    labId: view.labId,
    districtId: view.districtId,
    instrumentId: view.instrumentId,
    instrument: {
      id: view.instrumentId,
      name: nameOf({ nameZh: view.instrumentNameZh, nameEn: view.instrumentNameEn }),
    },
    capitalFen: view.capitalFen,
    valueFen: view.valueFen,
    cashFen: view.cashFen,
    agreed: { unitsIssued: view.agreedUnits, holdings: view.agreedHoldings },
    unitsIssued,
    holdings,
  };
}

const entryKinds = { stakeIssue: 'issue', stakeTransfer: 'transfer', stakeCancel: 'cancel' } as const;

export function presentEntry(entry: StakeEntry): z.input<typeof stakeEntry> {
  return {
    // A transfer makes two lines, told apart by who got and who gave.
    id: `${entry.id}${entry.sign < 0 ? '-' : '+'}`,
    organisationId: entry.organisationId,
    organisation: nameOf(entry),
    units: entry.units,
    kind: entryKinds[entry.kind],
    at: formatInstant(entry.at),
  };
}

export function presentDistribution(view: DistributionView): z.input<typeof distribution> {
  return {
    id: view.id,
    version: view.version,
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    ventureId: view.ventureId,
    amountFen: view.amountFen,
    declaredOn: view.declaredOn,
    parts: view.parts.map(({ organisationId, units, amountFen, ...names }) => ({
      organisationId,
      units,
      amountFen,
      name: nameOf(names),
    })),
    route: view.route,
  };
}
